import Vocabulary

extension WindowsEvent {
  /// An event as it is forwarded, exported or read from a file.
  public init(parsing octets: ArraySlice<UInt8>) throws(LogError) {
    try self.init(XMLReader.element(octets))
  }

  /// The element `Event`, or one around it, as a forwarder may send.
  public init(_ outer: XMLElement) throws(LogError) {
    var element = outer
    while element.localName != "Event" {
      guard let inner = element.child("Event") ?? element.children.first else {
        throw LogError(.malformed, at: 0)
      }
      element = inner
    }
    self.init()
    guard let system = element.child("System") else { throw LogError(.malformed, at: 0) }
    provider = system.child("Provider")?["Name"] ?? system.child("Provider")?["EventSourceName"]
    eventID = system.child("EventID").flatMap { Int($0.text.trimmed) }
    channel = system.child("Channel")?.text
    computer = system.child("Computer")?.text
    time = system.child("TimeCreated")?["SystemTime"].flatMap { Timestamp(rfc3339: $0) }
    recordID = system.child("EventRecordID").flatMap { UInt64($0.text.trimmed) }
    processID = system.child("Execution")?["ProcessID"].flatMap { Int($0) }
    keywords = system.child("Keywords").flatMap { UInt64(hexadecimal: $0.text.trimmed) }
    userSID = system.child("Security")?["UserID"]
    for data in element.child("EventData")?.children ?? [] where data.localName == "Data" {
      add(data["Name"] ?? "", data.text)
    }
    if let user = element.child("UserData") { addLeaves(of: user) }
    message = element.child("RenderingInfo")?.child("Message")?.text
  }

  /// The texts of all elements that have no others inside, in order.
  private mutating func addLeaves(of element: XMLElement) {
    var waiting = Array(element.children.reversed())
    while let next = waiting.popLast() {
      if next.children.isEmpty {
        add(next.localName, next.text)
      } else {
        waiting.append(contentsOf: next.children.reversed())
      }
    }
  }
}

extension String {
  /// Without spaces and line ends around it.
  var trimmed: String { Array(utf8)[...].trimmed.text }
}

extension UInt64 {
  /// `0x8020000000000000`, with or without its `0x`.
  init?(hexadecimal text: String) {
    self.init(text.hasPrefix("0x") || text.hasPrefix("0X") ? String(text.dropFirst(2)) : text, radix: 16)
  }
}
