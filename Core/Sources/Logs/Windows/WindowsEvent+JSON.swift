public import JSON
import Vocabulary

/// An event as the shippers of logs write it in JSON: Elastic's winlogbeat, NXLog's flat object, and objects
/// that copy the XML's names.
extension WindowsEvent {
  public init(parsingJSON octets: ArraySlice<UInt8>) throws(LogError) {
    let value: JSONValue
    do {
      value = try JSONReader(textLimitOctets: XMLReader.octetLimit).read(Array(octets))
    } catch {
      throw LogError(error.kind == .ended ? .truncated : .malformed, at: error.offset)
    }
    try self.init(value)
  }

  public init(_ value: JSONValue) throws(LogError) {
    self.init()
    // Forwarders may put the event into one member of their own.
    let whole = value["Event"] ?? value
    if let winlog = whole["winlog"] {
      takeWinlogbeat(whole, winlog)
    } else if let system = whole["System"] {
      takeNested(whole, system)
    } else {
      takeFlat(whole)
    }
    guard eventID != nil else { throw LogError(.malformed, at: 0) }
  }

  /// Source: winlogbeat's exported fields, and the Elastic Common Schema.
  private mutating func takeWinlogbeat(_ whole: JSONValue, _ winlog: JSONValue) {
    provider = winlog["provider_name"]?.string ?? whole["event"]?["provider"]?.string
    eventID = winlog["event_id"].flatMap(Self.integer) ?? whole["event"]?["code"].flatMap(Self.integer)
    channel = winlog["channel"]?.string
    computer = winlog["computer_name"]?.string ?? whole["host"]?["name"]?.string
    let created = winlog["time_created"]?.string ?? whole["@timestamp"]?.string
    time = created.flatMap { Timestamp(rfc3339: $0) }
    recordID = winlog["record_id"].flatMap(Self.unsigned)
    processID = winlog["process"]?["pid"].flatMap(Self.integer)
    userSID = winlog["user"]?["identifier"]?.string
    message = whole["message"]?.string
    if whole["event"]?["outcome"]?.string == "failure" { keywords = Self.auditFailure }
    take(winlog["event_data"])
    take(winlog["user_data"])
  }

  /// Objects that follow the XML: `{"System": {"EventID": 4624, …}, "EventData": {…}}`.
  private mutating func takeNested(_ whole: JSONValue, _ system: JSONValue) {
    let named = system["Provider"]
    provider =
      named?["Name"]?.string ?? named?["#attributes"]?["Name"]?.string ?? named?["@Name"]?.string
      ?? named?.string
    eventID =
      system["EventID"].flatMap(Self.integer) ?? system["EventID"]?["#text"].flatMap(Self.integer)
      ?? system["EventID"]?["Value"].flatMap(Self.integer)
    channel = system["Channel"]?.string
    computer = system["Computer"]?.string
    let created = system["TimeCreated"]
    let text =
      created?["SystemTime"]?.string ?? created?["#attributes"]?["SystemTime"]?.string
      ?? created?["@SystemTime"]?.string ?? created?.string
    time = text.flatMap { Timestamp(rfc3339: $0) }
    recordID = system["EventRecordID"].flatMap(Self.unsigned)
    keywords = system["Keywords"]?.string.flatMap { UInt64(hexadecimal: $0) }
    processID = (system["Execution"]?["ProcessID"] ?? system["Execution"]?["#attributes"]?["ProcessID"])
      .flatMap(Self.integer)
    message = whole["RenderingInfo"]?["Message"]?.string ?? whole["Message"]?.string
    take(whole["EventData"])
    take(whole["UserData"])
  }

  /// Source: NXLog's `im_msvistalog`: fields of the event and of its data side by side. Windows' own
  /// `Get-WinEvent | ConvertTo-Json` names the same fields differently.
  private mutating func takeFlat(_ whole: JSONValue) {
    func text(_ names: [String]) -> String? {
      for name in names { if let text = whole[name]?.string { return text } }
      return nil
    }
    provider = text(["SourceName", "ProviderName", "Provider", "provider"])
    eventID = (whole["EventID"] ?? whole["EventId"] ?? whole["Id"] ?? whole["event_id"]).flatMap(Self.integer)
    channel = text(["Channel", "LogName", "channel"])
    computer = text(["Hostname", "MachineName", "Computer", "computer", "computer_name"])
    // NXLog's EventTime is the writer's local time in some releases; the one with an offset is preferred.
    time = text(["EventTimeUTC", "TimeCreated", "EventTime", "@timestamp", "SystemTime", "UtcTime"])
      .flatMap { Timestamp(rfc3339: $0) }
    recordID = (whole["RecordNumber"] ?? whole["RecordId"] ?? whole["EventRecordID"]).flatMap(Self.unsigned)
    keywords = whole["Keywords"].flatMap(Self.keywords)
    if whole["EventType"]?.string == "AUDIT_FAILURE" { keywords = Self.auditFailure }
    processID = (whole["ExecutionProcessID"] ?? whole["ProcessID"]).flatMap(Self.integer)
    userSID = text(["UserID"])
    message = text(["Message", "message"])
    for member in whole.members ?? [] { take(member) }
    take(whole["EventData"])
    take(whole["event_data"])
  }

  static let auditFailure: UInt64 = 0x0010_0000_0000_0000

  /// Members that are scalars; an array `Data` of scalars or of `{"Name": …, "Value"|"#text": …}` too.
  private mutating func take(_ data: JSONValue?) {
    guard let members = data?.members else {
      for element in data?.elements ?? [] { takeElement(element) }
      return
    }
    for member in members {
      if let elements = member.value.elements, member.key == "Data" {
        for element in elements { takeElement(element) }
      } else if member.value.members != nil {
        // `{"LogFileCleared": {"SubjectUserName": …}}`, one level down.
        for inner in member.value.members ?? [] { take(inner) }
      } else {
        take(member)
      }
    }
  }

  private mutating func takeElement(_ element: JSONValue) {
    let name =
      element["Name"]?.string ?? element["@Name"]?.string
      ?? element["#attributes"]?["Name"]?.string ?? ""
    let value = element["Value"] ?? element["#text"] ?? element["$"] ?? element
    if let text = Self.text(value) { add(name, text) }
  }

  private mutating func take(_ member: JSONMember) {
    if let text = Self.text(member.value) { add(member.key, text) }
  }

  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .number(let number): number.text
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  private static func integer(_ value: JSONValue) -> Int? {
    value.integer ?? value.string.flatMap { Int($0) }
  }

  private static func unsigned(_ value: JSONValue) -> UInt64? {
    value.number?.unsigned ?? value.string.flatMap { UInt64($0) }
  }

  /// A number, signed where the shipper knows no other, or its hexadecimal text.
  private static func keywords(_ value: JSONValue) -> UInt64? {
    if let number = value.number {
      return number.unsigned ?? number.integer.map { UInt64(bitPattern: Int64($0)) }
    }
    return value.string.flatMap { text in
      text.hasPrefix("0x")
        ? UInt64(hexadecimal: text) : UInt64(text) ?? Int64(text).map { UInt64(bitPattern: $0) }
    }
  }
}
