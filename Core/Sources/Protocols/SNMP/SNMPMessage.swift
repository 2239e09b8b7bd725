import Bytes
import Vocabulary

/// A message of SNMP: version, community or user, and the operation with its variables where it is in clear.
///
///     SEQUENCE { version, community, operation }                            versions 1 and 2c
///     SEQUENCE { 3, { id, size, flags, model }, security, scoped operation }  version 3
///
/// Source: RFC 1157, section 4; RFC 3416, section 3; RFC 3412, section 6; RFC 3414, section 2.4.
struct SNMPMessage: Sendable {
  /// Source: RFC 3416, section 3.
  enum Operation: UInt8, Sendable {
    case get = 0, getNext, response, set, trapV1, getBulk, inform, trap, report
  }

  /// 0 is version 1, 1 is 2c.
  var version: Int64
  /// Where the community stands, or the user's name.
  var community: Range<Int>
  /// Where the operation's content stands; empty where it is encrypted.
  var content = 0..<0
  /// Nil where it is encrypted.
  var operation: Operation?

  init(parsing octets: Span<UInt8>) throws(DecodeError) {
    var outer = BERReader(octets)
    let whole = try outer.take(.sequence)
    let base = octets.count - whole.count
    guard outer.position == octets.count else { throw DecodeError(.invalid, at: outer.position) }
    var message = BERReader(whole)
    version = BERValue.integer(try message.take(.integer)) ?? -1
    guard version == 3 else {
      guard version == 0 || version == 1 else { throw DecodeError(.invalid, at: 0) }
      let name = try message.take(.octetString)
      community = Self.place(name.count, endingAt: base + message.position)
      let element = try message.next()
      operation = try Self.operation(element.tag)
      content = Self.place(element.octets.count, endingAt: base + message.position)
      return
    }
    var header = BERReader(try message.take(.sequence))
    _ = try header.take(.integer)
    _ = try header.take(.integer)
    _ = try header.take(.octetString)
    let wrapped = try message.take(.octetString)
    let wrappedAt = base + message.position - wrapped.count
    var security = BERReader(wrapped)
    let fields = try security.take(.sequence)
    let fieldsAt = wrappedAt + security.position - fields.count
    var parameters = BERReader(fields)
    _ = try parameters.take(.octetString)
    _ = try parameters.take(.integer)
    _ = try parameters.take(.integer)
    let name = try parameters.take(.octetString)
    community = Self.place(name.count, endingAt: fieldsAt + parameters.position)
    guard let scoped = try message.takeIfPresent(.sequence) else { return }
    let scopedAt = base + message.position - scoped.count
    var scope = BERReader(scoped)
    _ = try scope.take(.octetString)
    _ = try scope.take(.octetString)
    let element = try scope.next()
    operation = try Self.operation(element.tag)
    content = Self.place(element.octets.count, endingAt: scopedAt + scope.position)
  }

  private static func place(_ count: Int, endingAt end: Int) -> Range<Int> { (end - count)..<end }

  private static func operation(_ tag: BERTag) throws(DecodeError) -> Operation {
    guard tag.tagClass == .context, tag.isConstructed,
      let operation = Operation(rawValue: UInt8(clamping: tag.number))
    else { throw DecodeError(.invalid, at: 0) }
    return operation
  }
}

/// The fields before an operation's variables; a trap of version 1 has others.
struct SNMPOperationHead: Sendable {
  var requestID: UInt32
  var errorStatus: Int64

  init(parsing fields: inout BERReader) throws(DecodeError) {
    requestID = UInt32(truncatingIfNeeded: BERValue.integer(try fields.take(.integer)) ?? 0)
    errorStatus = BERValue.integer(try fields.take(.integer)) ?? 0
    _ = try fields.take(.integer)
  }
}

/// Object identifiers as texts.
enum SNMPObjectID {
  /// Writes the arcs with dots between, at most `limit` of them.
  static func spell(_ octets: Span<UInt8>, arcs limit: Int, into text: inout [UInt8]) {
    text.removeAll(keepingCapacity: true)
    BERValue.forEachArc(octets, limit: limit) { arc in
      if !text.isEmpty { text.append(UInt8(ascii: ".")) }
      appendDecimal(UInt64(arc), to: &text)
    }
  }

  static func starts(_ octets: Span<UInt8>, with prefix: [UInt8]) -> Bool {
    guard octets.count >= prefix.count else { return false }
    for index in prefix.indices where octets[index] != prefix[index] { return false }
    return true
  }
}
