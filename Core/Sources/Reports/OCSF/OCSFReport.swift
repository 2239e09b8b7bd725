import Inventory
import JSON
import Vocabulary

/// Writes a report as events of the Open Cybersecurity Schema Framework, one a line: each device as Device
/// Inventory Info, each conversation as Network Activity, each finding as Detection Finding.
///
/// Source: OCSF schema 1.3.0.
public struct OCSFReport {
  public static let schemaVersion: StaticString = "1.3.0"

  let report: InspectReport
  let words: FindingWords
  private let version: String
  var json = JSONWriter(.lines)

  /// - Parameter version: Bulkhead's, which stands in each event
  public init(_ report: InspectReport, catalogue: MessageCatalogue = .english, version: String) {
    self.report = report
    words = FindingWords(report, catalogue)
    self.version = version
  }

  /// Writes the events; `sink` takes the octets it is given and leaves the array empty.
  public mutating func write<Failure: Error>(
    to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let book = report.book
    try book.forEachAsset { (asset) throws(Failure) in
      write(asset)
      try drain(to: sink)
    }
    try book.forEachConversation(in: report.conversations) { (conversation) throws(Failure) in
      write(conversation)
      try drain(to: sink)
    }
    for finding in report.findings {
      write(finding)
      try drain(to: sink)
    }
    try sink(&json.octets)
  }

  private mutating func drain<Failure: Error>(
    to sink: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    if json.octets.count >= JSONReport.blockOctets { try sink(&json.octets) }
  }

  /// Begins an event with what every one has.
  mutating func begin(
    _ type: OCSFClass, _ activity: OCSFActivity, _ severity: Severity, _ first: Timestamp, _ last: Timestamp
  ) {
    json.beginObject()
    json.member(.activityID, activity.id)
    json.member(.activityName, activity.name)
    json.member(.categoryUID, type.uid / 1_000)
    json.member(.categoryName, type.category)
    json.member(.classUID, type.uid)
    json.member(.className, type.name)
    json.member(.typeUID, type.uid * 100 + activity.id)
    json.member(.typeName, "\(type.name): \(activity.name)")
    let level = OCSFSeverity(severity)
    json.member(.severityID, level.id)
    json.member(.severity, level.name)
    json.member(.time, milliseconds: last)
    json.member(.startTime, milliseconds: first)
    json.member(.endTime, milliseconds: last)
    json.key(.metadata)
    json.beginObject()
    json.key(.version)
    json.value(Self.schemaVersion)
    json.key(.product)
    json.beginObject()
    json.member(.name, "Bulkhead")
    json.member(.vendorName, "Bulkhead")
    json.member(.version, version)
    json.endObject()
    json.endObject()
  }
}

/// A class of events; its category is the number of thousands.
struct OCSFClass {
  let uid: UInt64
  let name: String
  let category: String

  static let detectionFinding = OCSFClass(uid: 2_004, name: "Detection Finding", category: "Findings")
  static let networkActivity = OCSFClass(uid: 4_001, name: "Network Activity", category: "Network Activity")
  static let deviceInventory = OCSFClass(uid: 5_001, name: "Device Inventory Info", category: "Discovery")
}

/// What an event tells of its class.
struct OCSFActivity {
  let id: UInt64
  let name: String

  static let create = OCSFActivity(id: 1, name: "Create")
  static let collect = OCSFActivity(id: 2, name: "Collect")

  /// How a connection went.
  init(_ state: FlowState) {
    switch state {
    case .closed: self.init(id: 2, name: "Close")
    case .reset: self.init(id: 3, name: "Reset")
    case .unanswered: self.init(id: 4, name: "Fail")
    case .refused: self.init(id: 5, name: "Refuse")
    case .oneWay, .established: self.init(id: 6, name: "Traffic")
    }
  }

  private init(id: UInt64, name: String) {
    self.id = id
    self.name = name
  }
}

/// A severity as the framework numbers it.
struct OCSFSeverity {
  let id: UInt64
  let name: String

  init(_ severity: Severity) {
    (id, name) =
      switch severity {
      case .info: (1, "Informational")
      case .low: (2, "Low")
      case .medium: (3, "Medium")
      case .high: (4, "High")
      case .critical: (5, "Critical")
      }
  }
}

extension JSONWriter {
  /// A time as the framework has it: milliseconds since 1970.
  mutating func member(_ name: JSONKey, milliseconds time: Timestamp) {
    key(name)
    let (quotient, rest) = time.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000)
    value(rest < 0 ? quotient - 1 : quotient)
  }
}
