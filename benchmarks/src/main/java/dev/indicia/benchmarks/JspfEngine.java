package dev.indicia.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.james.jspf.core.DNSRequest;
import org.apache.james.jspf.core.DNSService;
import org.apache.james.jspf.executor.SynchronousSPFExecutor;
import org.apache.james.jspf.impl.SPF;

/** Apache jSPF, its DNS answered from a map. */
final class JspfEngine implements Engine {
  private final SPF spf;

  JspfEngine(Map<String, List<String>> records) {
    DNSService dns = new MapDns(records);
    this.spf = new SPF(dns, new SynchronousSPFExecutor(dns));
  }

  @Override
  public String name() {
    return "jSPF";
  }

  @Override
  public Set<Method> methods() {
    return Set.of(Method.SPF);
  }

  @Override
  public void judge(Delivery delivery, String[] words) {
    String result =
        spf.checkSPF(delivery.clientIp(), delivery.mailFrom(), delivery.helo()).getResult();
    words[Method.SPF.ordinal()] = result.toLowerCase(Locale.ROOT);
  }

  private static final class MapDns implements DNSService {
    private final Map<String, List<String>> records;
    private int recordLimit = 10;

    MapDns(Map<String, List<String>> records) {
      this.records = records;
    }

    @Override
    public List<String> getRecords(DNSRequest request) {
      String type =
          switch (request.getRecordType()) {
            case DNSRequest.A -> "A";
            case DNSRequest.AAAA -> "AAAA";
            case DNSRequest.MX -> "MX";
            case DNSRequest.PTR -> "PTR";
            default -> "TXT";
          };
      String host = request.getHostname();
      String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
      List<String> found = records.get(Corpus.key(name, type));
      if (found == null) {
        return List.of();
      }
      // It changes the list it gets, and wants of an MX record the host alone.
      List<String> answer = new ArrayList<>(found);
      if (type.equals("MX")) {
        answer.replaceAll(mx -> mx.substring(mx.indexOf(' ') + 1, mx.length() - 1));
      }
      return answer;
    }

    @Override
    public CompletionStage<List<String>> getRecordsAsync(DNSRequest request) {
      return CompletableFuture.completedFuture(getRecords(request));
    }

    @Override
    public List<String> getLocalDomainNames() {
      return List.of("mx.rcpt.example");
    }

    @Override
    public void setTimeOut(int seconds) {
      // Nobody waits.
    }

    @Override
    public int getRecordLimit() {
      return recordLimit;
    }

    @Override
    public void setRecordLimit(int limit) {
      recordLimit = limit;
    }
  }
}
