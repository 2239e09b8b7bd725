import JSON
import Vocabulary

/// What somebody did, by the fields of the protocol.
enum EVEActivity {
  /// False where the event is no activity.
  static func take(
    _ type: String, _ fields: JSONValue, _ record: inout LogRecord, _ seen: inout SeenOnWire
  ) -> Bool {
    switch type {
    case "dns": return dns(fields, &record, &seen)
    case "http": return http(fields, &record, &seen)
    case "tls": seen.object = fields["sni"]?.string.map { "sni " + $0 }
    case "ssh":
      seen.object = fields["server"]?["software_version"]?.string
    case "rdp":
      seen.object = fields["cookie"]?.string.map { "user " + $0 }
      record.person = fields["cookie"]?.string
    case "smb": return smb(fields, &record, &seen)
    case "modbus": return modbus(fields, &record, &seen)
    case "dnp3": return dnp3(fields, &record, &seen)
    case "krb5": return kerberos(fields, &record, &seen)
    case "ftp": return ftp(fields, &record, &seen)
    case "mqtt": return mqtt(fields, &record, &seen)
    case "fileinfo":
      seen.verb = .transfer
      seen.object = fields["filename"]?.string
      record.outcome = fields["state"]?.string == "TRUNCATED" ? .failed : .succeeded
      return true
    default: return false
    }
    seen.verb = .connect
    return true
  }

  private static func dns(_ fields: JSONValue, _ record: inout LogRecord, _ seen: inout SeenOnWire) -> Bool {
    // Suricata 8 lists the questions.
    let question = fields["queries"]?[0] ?? fields
    guard let name = question["rrname"]?.string else { return false }
    seen.verb = .read
    seen.object = (question["rrtype"]?.string ?? "A") + " " + name
    let isAnswer = ["answer", "response"].contains(fields["type"]?.string)
    record.outcome =
      !isAnswer ? .unanswered : (fields["rcode"]?.string ?? "NOERROR") == "NOERROR" ? .succeeded : .refused
    return true
  }

  private static func http(_ fields: JSONValue, _ record: inout LogRecord, _ seen: inout SeenOnWire) -> Bool {
    guard let method = fields["http_method"]?.string else { return false }
    seen.verb = ["GET", "HEAD", "OPTIONS"].contains(method) ? .read : .write
    seen.object = method + " " + (fields["url"]?.string ?? "/")
    record.outcome = fields["status"]?.integer.map { $0 >= 400 ? .refused : .succeeded } ?? .unanswered
    return true
  }

  private static func smb(_ fields: JSONValue, _ record: inout LogRecord, _ seen: inout SeenOnWire) -> Bool {
    guard let command = fields["command"]?.string else { return false }
    let status = fields["status"]?.string
    record.outcome =
      status == nil ? .unanswered : status == "STATUS_SUCCESS" ? .succeeded : .refused
    if let user = fields["ntlmssp"]?["user"]?.string {
      let domain = fields["ntlmssp"]?["domain"]?.string ?? ""
      record.kind = .login
      record.person = domain.isEmpty ? user : domain + "\\" + user
      record.clientName = fields["ntlmssp"]?["host"]?.string
      record.method = "NTLM"
      seen.verb = .authenticate
      seen.object = record.person.map { "user " + $0 }
      return true
    }
    seen.object = fields["filename"]?.string ?? fields["share"]?.string
    switch command {
    case "SMB2_COMMAND_WRITE", "SMB1_COMMAND_WRITE_ANDX": (seen.verb, seen.deed) = (.transfer, .fileWrite)
    case "SMB2_COMMAND_READ", "SMB1_COMMAND_READ_ANDX": (seen.verb, seen.deed) = (.transfer, .fileRead)
    case "SMB2_COMMAND_TREE_CONNECT", "SMB1_COMMAND_TREE_CONNECT_ANDX", "SMB2_COMMAND_CREATE",
      "SMB1_COMMAND_NT_CREATE_ANDX":
      seen.verb = .connect
    default: return false
    }
    return true
  }

  /// Names of functions are Suricata's own; the number behind them is the protocol's.
  private static func modbus(_ fields: JSONValue, _ record: inout LogRecord, _ seen: inout SeenOnWire) -> Bool
  {
    guard let request = fields["request"] else { return false }
    let code = request["function_raw"]?.integer ?? 0
    let access = request["write"] ?? request["read"]
    let spaces = [
      1: "coils", 2: "discrete-inputs", 3: "holding-registers", 4: "input-registers", 5: "coils",
      6: "holding-registers", 15: "coils", 16: "holding-registers", 22: "holding-registers",
      23: "holding-registers",
    ]
    switch code {
    case 1...4: seen.verb = .read
    case 5, 6, 15, 16, 22, 23: seen.verb = .write
    case 8: seen.verb = .configure
    case 43, 17: seen.verb = .identify
    default: return false
    }
    if let space = spaces[code], let first = access?["address"]?.integer, (0...65_535).contains(first) {
      let count = min(max(1, access?["quantity"]?.integer ?? 1), 65_536)
      seen.object = count == 1 ? "\(space) \(first)" : "\(space) \(first)-\(first + count - 1)"
    }
    let response = fields["response"]
    record.outcome = response == nil ? .unanswered : response?["exception"] != nil ? .refused : .succeeded
    return true
  }

  /// Source: IEEE 1815, table 4-1, function codes.
  private static func dnp3(_ fields: JSONValue, _ record: inout LogRecord, _ seen: inout SeenOnWire) -> Bool {
    let request = fields["request"] ?? fields
    guard let code = request["application"]?["function_code"]?.integer else { return false }
    switch code {
    case 1: seen.verb = .read
    case 2: seen.verb = .write
    case 3...6: seen.verb = .operate
    case 13, 14: (seen.verb, seen.deed) = (.setMode, .restart)
    case 17: (seen.verb, seen.deed) = (.setMode, .start)
    case 18: (seen.verb, seen.deed) = (.setMode, .stop)
    case 20: (seen.verb, seen.deed) = (.configure, .reportsOn)
    case 21: (seen.verb, seen.deed) = (.configure, .reportsOff)
    case 25...30: seen.verb = .transfer
    case 130: seen.verb = .signal
    default: return false
    }
    record.outcome = fields["response"] != nil ? .succeeded : .unanswered
    return true
  }

  private static func kerberos(_ fields: JSONValue, _ record: inout LogRecord, _ seen: inout SeenOnWire)
    -> Bool
  {
    guard let type = fields["msg_type"]?.string else { return false }
    let isError = type == "KRB_ERROR"
    let error = fields["error_code"]?.string
    // The first answer to everybody: it asks for a proof.
    if error == "KDC_ERR_PREAUTH_REQUIRED" { return false }
    guard isError || type == "KRB_AS_REP" || type == "KRB_TGS_REP" else { return false }
    record.outcome = isError ? .refused : .succeeded
    record.method = "Kerberos"
    record.isUnknownAccount = error == "KDC_ERR_C_PRINCIPAL_UNKNOWN"
    if let name = fields["cname"]?.string, name != "<empty>" {
      let realm = fields["realm"]?.string ?? ""
      record.person = realm.isEmpty || realm == "<empty>" ? name : realm + "\\" + name
    }
    record.kind = .login
    seen.verb = .authenticate
    seen.object = record.person.map { "user " + $0 }
    return true
  }

  private static func ftp(_ fields: JSONValue, _ record: inout LogRecord, _ seen: inout SeenOnWire) -> Bool {
    let argument = fields["command_data"]?.string
    let code = fields["completion_code"]?[0]?.string ?? ""
    record.outcome =
      code.isEmpty ? .unanswered : code.hasPrefix("4") || code.hasPrefix("5") ? .refused : .succeeded
    switch fields["command"]?.string {
    case "USER":
      // The name alone proves nothing unless the server asks for no more.
      guard code != "331" else { return false }
      record.person = argument
      (record.kind, seen.verb) = (.login, .authenticate)
      seen.object = argument.map { "user " + $0 }
      return true
    case "PASS": (record.kind, seen.verb) = (.login, .authenticate)
    case "RETR": (seen.verb, seen.deed) = (.transfer, .fileRead)
    case "STOR", "APPE", "STOU": (seen.verb, seen.deed) = (.transfer, .fileWrite)
    case "DELE": (seen.verb, seen.deed) = (.transfer, .fileDelete)
    case "LIST", "NLST", "MLSD": seen.verb = .browse
    default: return false
    }
    // What follows PASS is a secret.
    if seen.verb != .authenticate { seen.object = argument }
    return true
  }

  private static func mqtt(_ fields: JSONValue, _ record: inout LogRecord, _ seen: inout SeenOnWire) -> Bool {
    if let connect = fields["connect"] {
      seen.verb = .connect
      seen.object = connect["client_id"]?.string
      record.person = connect["username"]?.string
      record.outcome =
        fields["connack"]?["return_code"]?.integer.map { $0 == 0 ? .succeeded : .refused } ?? .unanswered
    } else if let publish = fields["publish"] {
      (seen.verb, seen.object) = (.write, publish["topic"]?.string)
    } else if let subscribe = fields["subscribe"] {
      (seen.verb, seen.deed) = (.configure, .subscribe)
      seen.object = subscribe["topics"]?[0]?["topic"]?.string
    } else {
      return false
    }
    return true
  }
}
