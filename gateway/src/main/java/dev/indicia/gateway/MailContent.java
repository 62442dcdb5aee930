package dev.indicia.gateway;

import java.io.IOException;
import java.io.InputStream;

/**
 * The octets of a message as received: CRLF line ends, no dot-stuffing, no terminating dot. In
 * memory, or in a file past the front end's limit. Valid until the handler returns.
 */
public interface MailContent {
  /** The size in octets. */
  long size();

  /** All octets from the beginning. The caller closes it. */
  InputStream open() throws IOException;
}
