import JSON
import Vocabulary

/// An entry as an event of the Open Cybersecurity Schema Framework: API Activity, with what was decided by
/// the profile for security controls.
///
/// Source: OCSF schema 1.3.0, class api_activity, profile security_control.
enum EntryEvent {
  static func append(
    _ entry: LedgerEntry, index: UInt64, origin: String, version: String, to octets: inout [UInt8]
  ) {
    var json = JSONWriter(.lines)
    json.beginObject()
    // What was done is told by api.operation; the class's own activities are those of a database.
    json.member("activity_id", 99)
    json.member("activity_name", entry.action)
    json.member("category_uid", 6)
    json.member("category_name", "Application Activity")
    json.member("class_uid", 6_003)
    json.member("class_name", "API Activity")
    json.member("type_uid", 600_399)
    json.member("type_name", "API Activity: Other")
    json.member("severity_id", entry.decision == .denied ? 3 : 1)
    json.member("severity", entry.decision == .denied ? "Medium" : "Informational")
    json.member("time", milliseconds: entry.time)
    writeDecision(entry, &json)
    json.key("metadata")
    json.beginObject()
    json.member("version", "1.3.0")
    json.member("uid", "\(origin)#\(index)")
    json.member("sequence", index)
    if let late = entry.late { json.member("logged_time", milliseconds: late) }
    json.key("profiles")
    json.beginArray()
    json.value("security_control")
    json.endArray()
    json.key("product")
    json.beginObject()
    json.member("name", "Bulkhead")
    json.member("vendor_name", "Bulkhead")
    json.member("version", version)
    json.endObject()
    json.endObject()
    writeActor(entry, &json)
    json.key("api")
    json.beginObject()
    json.member("operation", entry.action)
    json.endObject()
    json.key("src_endpoint")
    json.beginObject()
    json.member("name", entry.device ?? "unknown")
    json.endObject()
    json.key("resources")
    json.beginArray()
    json.beginObject()
    json.member("uid", entry.target)
    if let object = entry.object { json.member("name", object) }
    json.endObject()
    json.endArray()
    json.key("unmapped")
    json.beginObject()
    json.member("outcome", entry.outcome.rawValue)
    json.member("clock", entry.clock.source)
    if let nanoseconds = entry.clock.uncertaintyNanoseconds { json.member("clock_sure_ns", nanoseconds) }
    json.key("policies")
    json.beginArray()
    for policy in entry.policies { json.value(policy) }
    json.endArray()
    json.endObject()
    json.endObject()
    octets += json.octets
  }

  private static func writeDecision(_ entry: LedgerEntry, _ json: inout JSONWriter) {
    switch entry.decision {
    case .allowed: json.members("action", 1, "Allowed")
    case .denied: json.members("action", 2, "Denied")
    case .unasked: json.members("action", 99, "Unasked")
    }
    switch entry.outcome {
    case .done: json.members("status", 1, "Success")
    case .failed, .refused: json.members("status", 2, "Failure")
    case .begun: json.members("status", 99, "Begun")
    case .unknown: json.members("status", 0, "Unknown")
    }
    switch entry.decision {
    case .allowed: json.members("disposition", 1, "Allowed")
    case .denied: json.members("disposition", 2, "Blocked")
    case .unasked: json.members("disposition", 99, "Unasked")
    }
    if let reason = entry.reason { json.member("status_detail", reason) }
  }

  private static func writeActor(_ entry: LedgerEntry, _ json: inout JSONWriter) {
    json.key("actor")
    json.beginObject()
    json.key("user")
    json.beginObject()
    json.member("uid", entry.actor.id)
    switch entry.actor.kind {
    case .person: json.members("type", 1, "User")
    case .system: json.members("type", 3, "System")
    case .service: json.members("type", 99, "Service")
    case .device: json.members("type", 99, "Device")
    case .unknown: json.members("type", 0, "Unknown")
    }
    json.endObject()
    if let session = entry.session {
      json.key("session")
      json.beginObject()
      json.member("uid", session)
      json.endObject()
    }
    json.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ key: String, _ text: String) {
    self.key(key)
    value(text)
  }

  fileprivate mutating func member(_ key: String, _ number: UInt64) {
    self.key(key)
    value(number)
  }

  /// The schema's times are whole milliseconds.
  fileprivate mutating func member(_ key: String, milliseconds time: Timestamp) {
    self.key(key)
    value(time.nanoseconds / 1_000_000)
  }

  /// A number of the schema and its name beside it.
  fileprivate mutating func members(_ name: String, _ id: UInt64, _ caption: String) {
    member(name == "type" ? "type_id" : "\(name)_id", id)
    member(name, caption)
  }
}
