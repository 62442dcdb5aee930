"""measure.py OUTPUT MESSAGES PROGRAM ARGUMENT...

Runs the program with its output in two files. Prints its exit code, wall seconds, CPU seconds
(user + system) and peak resident set in MiB, those of its own children included.
"""
import os
import resource
import sys
import time

streams = [
    (os.POSIX_SPAWN_OPEN, 1, sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    (os.POSIX_SPAWN_OPEN, 2, sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
]
start = time.monotonic()
pid = os.posix_spawnp(sys.argv[3], sys.argv[3:], os.environ, file_actions=streams)
_, status, used = os.wait4(pid, 0)
wall = time.monotonic() - start
code = os.waitstatus_to_exitcode(status)
peak = max(used.ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
print(code, f"{wall:.6f} {used.ru_utime + used.ru_stime:.6f} {peak / 1024:.3f}")
