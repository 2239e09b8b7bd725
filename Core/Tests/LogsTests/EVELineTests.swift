import Logs
import Testing
import Vocabulary

extension LogRecord {
  /// `kind|outcome|verb|object|person`, of an alert `alert|outcome|sid|signature|severity`.
  fileprivate var seenAs: String {
    guard let seen else { return "-" }
    if kind == .alert {
      let numbers = (seen.signatureID ?? 0, seen.alertSeverity ?? 0)
      return "alert|\(outcome.text)|\(numbers.0)|\(seen.signature ?? "-")|\(numbers.1)"
    }
    return "\(kind.text)|\(outcome.text)|\(seen.verb?.text ?? "-")|\(seen.object ?? "-")|\(person ?? "-")"
  }
}

@Suite("Suricata's EVE")
struct EVELineTests {
  static let lines: [(String, String, String)] = [
    (
      "alert", #"{"action":"allowed","signature_id":2001,"signature":"Scan","severity":2}"#,
      "alert|succeeded|2001|Scan|2"
    ),
    ("alert", #"{"action":"blocked","signature_id":7,"signature":"X","severity":1}"#, "alert|refused|7|X|1"),
    (
      "anomaly", #"{"type":"stream","event":"stream.pkt_invalid_ack"}"#,
      "alert|succeeded|0|stream.pkt_invalid_ack|0"
    ),
    ("flow", #"{"pkts_toserver":3,"state":"closed"}"#, "other|succeeded|-|-|-"),
    ("stats", #"{"uptime":3}"#, "other|succeeded|-|-|-"),
    ("dns", #"{"type":"query","rrname":"a.example","rrtype":"A"}"#, "activity|unanswered|read|A a.example|-"),
    (
      "dns", #"{"type":"answer","rrname":"a.example","rrtype":"AAAA","rcode":"NOERROR"}"#,
      "activity|succeeded|read|AAAA a.example|-"
    ),
    (
      "dns", #"{"type":"answer","rrname":"b.example","rrtype":"A","rcode":"NXDOMAIN"}"#,
      "activity|refused|read|A b.example|-"
    ),
    (
      "dns", #"{"type":"request","queries":[{"rrname":"c.example","rrtype":"TXT"}]}"#,
      "activity|unanswered|read|TXT c.example|-"
    ),
    ("http", #"{"http_method":"GET","url":"/x","status":200}"#, "activity|succeeded|read|GET /x|-"),
    ("http", #"{"http_method":"POST","url":"/login","status":403}"#, "activity|refused|write|POST /login|-"),
    ("http", #"{"http_method":"PUT","url":"/f"}"#, "activity|unanswered|write|PUT /f|-"),
    ("tls", #"{"sni":"a.example","version":"TLS 1.3"}"#, "activity|succeeded|connect|sni a.example|-"),
    (
      "ssh", #"{"client":{"software_version":"PuTTY"},"server":{"software_version":"OpenSSH_9.2"}}"#,
      "activity|succeeded|connect|OpenSSH_9.2|-"
    ),
    (
      "rdp", #"{"event_type":"initial_request","cookie":"anna"}"#, "activity|succeeded|connect|user anna|anna"
    ),
    (
      "smb",
      #"{"command":"SETUP","status":"STATUS_SUCCESS","ntlmssp":{"domain":"PLANT","user":"anna"}}"#,
      "login|succeeded|authenticate|user PLANT\\anna|PLANT\\anna"
    ),
    (
      "smb",
      #"{"command":"SETUP","status":"STATUS_LOGON_FAILURE","ntlmssp":{"domain":"","user":"bob"}}"#,
      "login|refused|authenticate|user bob|bob"
    ),
    (
      "smb", #"{"command":"SMB2_COMMAND_CREATE","status":"STATUS_SUCCESS","filename":"a.txt"}"#,
      "activity|succeeded|connect|a.txt|-"
    ),
    (
      "smb", #"{"command":"SMB2_COMMAND_WRITE","status":"STATUS_ACCESS_DENIED","filename":"a.txt"}"#,
      "activity|refused|transfer|a.txt|-"
    ),
    ("smb", #"{"command":"SMB2_COMMAND_NEGOTIATE_PROTOCOL"}"#, "other|unanswered|-|-|-"),
    (
      "modbus", #"{"request":{"function_raw":3,"read":{"address":10,"quantity":5}},"response":{}}"#,
      "activity|succeeded|read|holding-registers 10-14|-"
    ),
    (
      "modbus",
      #"{"request":{"function_raw":5,"write":{"address":7,"data":1}},"response":{"exception":{"raw":2}}}"#,
      "activity|refused|write|coils 7|-"
    ),
    (
      "modbus", #"{"request":{"function_raw":16,"write":{"address":0,"quantity":2}}}"#,
      "activity|unanswered|write|holding-registers 0-1|-"
    ),
    (
      "dnp3", #"{"request":{"application":{"function_code":5}},"response":{"iin":{}}}"#,
      "activity|succeeded|operate|-|-"
    ),
    ("dnp3", #"{"request":{"application":{"function_code":13}}}"#, "activity|unanswered|setMode|-|-"),
    (
      "krb5", #"{"msg_type":"KRB_AS_REP","cname":"anna","realm":"PLANT.EXAMPLE"}"#,
      "login|succeeded|authenticate|user PLANT.EXAMPLE\\anna|PLANT.EXAMPLE\\anna"
    ),
    (
      "krb5",
      #"{"msg_type":"KRB_ERROR","error_code":"KDC_ERR_PREAUTH_FAILED","cname":"<empty>","realm":"PLANT"}"#,
      "login|refused|authenticate|-|-"
    ),
    ("krb5", #"{"msg_type":"KRB_ERROR","error_code":"KDC_ERR_PREAUTH_REQUIRED"}"#, "other|succeeded|-|-|-"),
    ("ftp", #"{"command":"USER","command_data":"anna","completion_code":["331"]}"#, "other|succeeded|-|-|-"),
    (
      "ftp", #"{"command":"PASS","command_data":"secret","completion_code":["530"]}"#,
      "login|refused|authenticate|-|-"
    ),
    (
      "ftp", #"{"command":"STOR","command_data":"r.csv","completion_code":["226"]}"#,
      "activity|succeeded|transfer|r.csv|-"
    ),
    (
      "mqtt", #"{"connect":{"client_id":"c1","username":"anna"},"connack":{"return_code":5}}"#,
      "activity|refused|connect|c1|anna"
    ),
    ("mqtt", #"{"publish":{"topic":"line/1"}}"#, "activity|succeeded|write|line/1|-"),
    ("fileinfo", #"{"filename":"/a.exe","size":9,"state":"CLOSED"}"#, "activity|succeeded|transfer|/a.exe|-"),
  ]

  private static func line(_ type: String, _ fields: String) -> String {
    """
    {"timestamp":"2026-03-02T10:00:00.123456+0100","flow_id":17,"event_type":"\(type)","src_ip":"10.0.0.5",\
    "src_port":50000,"dest_ip":"10.0.0.9","dest_port":502,"proto":"TCP","\(type)":\(fields)}
    """
  }

  @Test("is an activity, a login, an alert or other", arguments: lines)
  func table(type: String, fields: String, said: String) throws {
    let record = try EVELine.record(parsing: Array(Self.line(type, fields).utf8)[...])
    #expect(record.seenAs == said)
    #expect(record.time?.rfc3339 == "2026-03-02T09:00:00.123456000Z")
    #expect(record.client?.text == "10.0.0.5")
    #expect(record.seen?.server?.text == "10.0.0.9")
    #expect(record.seen?.object?.contains("secret") != true)
  }

  @Test("every beginning is refused, and every changed octet read or refused")
  func hostile() {
    for (type, fields, _) in Self.lines {
      let octets = Array(Self.line(type, fields).utf8)
      for end in octets.indices {
        #expect(throws: LogError.self) { try EVELine.record(parsing: octets[..<end]) }
      }
      for at in octets.indices {
        var changed = octets
        changed[at] = 0x39
        if let record = try? EVELine.record(parsing: changed[...]) { #expect(record.program == "suricata") }
      }
    }
  }
}
