import Bytes
public import Vocabulary

/// Dissects DNS, mDNS, LLMNR and NetBIOS name service: who asks for which name, and what hosts call
/// themselves.
///
/// Only DNS makes activities: a question to one server, ended by its answer. What the others ask goes to
/// everybody.
public struct DNSDissector: Sendable {
  public static let port: UInt16 = 53
  public static let multicastPort: UInt16 = 5_353
  public static let linkLocalPort: UInt16 = 5_355
  public static let netBIOSPort: UInt16 = 137

  /// Records of one message that are read.
  static let recordLimit = 64
  /// Questions that one message may have before it is taken for something else.
  private static let questionLimit = 32

  /// The name that is being read; kept so that reading needs no memory of its own.
  var name: [UInt8] = []
  /// The last answer of each flow: its identifier and a digest.
  var answers = FlowStates<DNSAnswer>(limit: flowLimit)
  /// Flows whose last answer is remembered; then the one remembered longest gives way.
  public static let flowLimit = 4_096
  /// Flows that gave way.
  public var droppedFlows: Int { answers.dropped }

  public init() {}

  /// A message of one of the four protocols: a plausible header and a whole first name.
  public static func recognise(datagram octets: Span<UInt8>) -> Recognition {
    var reader = ByteReader(octets)
    guard let header = try? DNSHeader(parsing: &reader) else { return .no }
    guard header.operation <= 9, header.questions <= questionLimit, header.questions + header.records > 0
    else { return .no }
    do throws(DecodeError) {
      try DNSName.skip(&reader)
      try reader.skip(header.questions > 0 ? 4 : 10)
      return .consistent
    } catch {
      return .no
    }
  }

  /// A message on TCP: its length, then the message.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 2 else { return .undecided }
    let length = Int(octets[0]) << 8 | Int(octets[1])
    guard length > DNSHeader.octets else { return .no }
    guard octets.count >= 2 + length else {
      return octets.count >= 6 && octets[4] & 0x70 != 0 ? .no : .undecided
    }
    return recognise(datagram: octets.extracting(2..<(2 + length)))
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count - at >= 2 {
      let length = Int(octets[at]) << 8 | Int(octets[at + 1])
      guard length >= DNSHeader.octets else {
        dissection.malformed(.dns)
        return .lost(after: at)
      }
      guard octets.count - at >= 2 + length else { return StreamProgress(consumed: at, needs: 2 + length) }
      dissect(datagram: octets.extracting((at + 2)..<(at + 2 + length)), as: .dns, &dissection)
      at += 2 + length
    }
    return StreamProgress(consumed: at)
  }

  /// Dissects a message of `protocolName`: `dns`, `mdns`, `llmnr` or `nbns`.
  public mutating func dissect(
    datagram octets: Span<UInt8>, as protocolName: ProtocolName, _ dissection: inout Dissection
  ) {
    dissection.note(protocolName)
    do throws(DecodeError) {
      var reader = ByteReader(octets)
      let header = try DNSHeader(parsing: &reader)
      switch protocolName {
      case .nbns: try takeNetBIOS(header, octets, &reader, &dissection)
      case .dns: try take(header, octets, &reader, &dissection)
      default:
        guard header.isResponse else { return }
        try skipQuestions(header, &reader)
        try takeOwnNames(header, protocolName, octets, &reader, &dissection)
      }
    } catch {
      dissection.malformed(protocolName)
    }
  }

  private func skipQuestions(_ header: DNSHeader, _ reader: inout ByteReader) throws(DecodeError) {
    for _ in 0..<min(header.questions, Self.questionLimit) {
      try DNSName.skip(&reader)
      try reader.skip(4)
    }
  }
}

extension DNSDissector {
  /// A question opens an activity, a response of the same id ends it. An operation of another kind is only
  /// counted.
  private mutating func take(
    _ header: DNSHeader, _ octets: Span<UInt8>, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard header.operation == 0 else { return }
    if header.isResponse {
      dissection.receiverIsClient = true
      let isFirst =
        dissection.reply(UInt64(header.id), header.resultCode == 0 ? .succeeded : .refused) != nil
      judgeAgain(header, octets, isFirst: isFirst, &dissection)
      takeLookup(header, octets, at: reader.position, &dissection)
      if !isFirst, header.questions > 0 {
        mentionName(octets, at: reader.position, &dissection, isAnswer: true)
      }
      try skipQuestions(header, &reader)
      return try takeAnswers(header, octets, &reader, &dissection)
    }
    guard header.questions > 0 else { return }
    let nameAt = reader.position
    try DNSName.skip(&reader)
    let type = try reader.uint16()
    guard DNSName.spell(octets, at: nameAt, into: &name) else {
      throw DecodeError(.invalid, at: nameAt)
    }
    noteLookup(header, type, &dissection)
    let space: ObjectSpace
    switch type {
    case DNSType.a: space = .dnsA
    case DNSType.ipv6: space = .dnsAAAA
    case DNSType.pointer: space = .dnsPTR
    default:
      space = .dnsOther
      name.insert(contentsOf: Array((DNSType.text(type) + " ").utf8), at: 0)
    }
    let isRemoteAccess = space != .dnsOther && RemoteAccessNames.contains(name.span)
    let object = dissection.clientObject(space, name.span)
    dissection.request(
      .dns, id: UInt64(header.id), .read, object, deed: isRemoteAccess ? .remoteAccess : .plain)
    mentionName(octets, at: nameAt, &dissection, isAnswer: false)
    guard header.answers > 0 else { return }
    // A question needs no answers: what brings some is looked at as an answer is.
    var rest = ByteReader(octets)
    try rest.skip(DNSHeader.octets)
    try skipQuestions(header, &rest)
    for _ in 0..<min(header.answers, Self.recordLimit) {
      noteFlaws(try DNSRecord(parsing: &rest), octets, &dissection)
    }
  }

  /// Addresses of local hosts by name. A name server says them of others: no proof that there is such a host.
  private mutating func takeAnswers(
    _ header: DNSHeader, _ octets: Span<UInt8>, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    for _ in 0..<min(header.answers, Self.recordLimit) {
      let record = try DNSRecord(parsing: &reader)
      noteFlaws(record, octets, &dissection)
      mention(record, octets, &dissection)
      guard let address = Self.address(record, octets), address.scope == .local,
        DNSName.spell(octets, at: record.nameAt, into: &name)
      else { continue }
      let host = dissection.endpoints.intern(Endpoint(address, vlan: dissection.vlan))
      dissection.tellFreely(
        .hostname, name.span, of: host, by: dissection.receiver, source: "dns answer")
    }
  }

  /// The sender's own address among the records of an answer to all: the record's name is the sender's.
  private mutating func takeOwnNames(
    _ header: DNSHeader, _ protocolName: ProtocolName, _ octets: Span<UInt8>, _ reader: inout ByteReader,
    _ dissection: inout Dissection
  ) throws(DecodeError) {
    let sender = dissection.endpoints[dissection.sender].address
    for _ in 0..<min(header.records, Self.recordLimit) {
      let record = try DNSRecord(parsing: &reader)
      guard Self.address(record, octets) == sender, DNSName.spell(octets, at: record.nameAt, into: &name)
      else { continue }
      if name.suffix(6).elementsEqual(".local".utf8) { name.removeLast(6) }
      // Somebody asked all for the name: a host that goes by many gathers what is meant for others.
      if protocolName == .llmnr {
        dissection.activity(
          .llmnr, .identify, dissection.clientObject(.text, name.span), deed: .nameAnswer)
      }
      dissection.tellFreely(
        .hostname, name.span, source: protocolName == .mdns ? "mdns address record" : "llmnr answer")
    }
  }

  static func address(_ record: DNSRecord, _ octets: Span<UInt8>) -> HostAddress? {
    var reader = ByteReader(octets.extracting(record.data))
    switch (record.type, record.data.count) {
    case (DNSType.a, 4): return (try? reader.uint32()).map { HostAddress(ipv4: $0) }
    case (DNSType.ipv6, 16):
      guard let high = try? reader.uint64(), let low = try? reader.uint64() else { return nil }
      return HostAddress(ipv6High: high, low: low)
    default: return nil
    }
  }
}
