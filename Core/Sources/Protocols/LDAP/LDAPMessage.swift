import Bytes

/// An LDAP message's envelope: its number, and which operation it is.
///
///     30 { 02 number, operation { … }, A0 controls }
///
/// Source: RFC 4511, section 4.1.1.
struct LDAPMessage: Sendable {
  var id: UInt32
  var operation: LDAPOperation
  /// Octets of the whole message.
  var octets: Int
  /// Where the operation's content begins, and how many octets it has.
  var contentAt: Int
  var contentOctets: Int

  /// Octets that hold any envelope, and the beginning of its operation.
  static let envelopeOctets = 32

  /// Throws: `.truncated` where more octets are needed, `.invalid` where they are no message.
  init(_ octets: Span<UInt8>, at start: Int) throws(DecodeError) {
    let outer = try BERHeader(octets, at: start)
    guard outer.tag == .sequence, let whole = outer.elementOctets else {
      throw DecodeError(.invalid, at: start)
    }
    self.octets = whole
    var at = start &+ outer.octets
    let number = try BERHeader(octets, at: at)
    guard number.tag == .integer, let length = number.contentOctets, (1...4).contains(length) else {
      throw DecodeError(.invalid, at: at)
    }
    at &+= number.octets
    guard octets.count &- at >= length else { throw DecodeError(.truncated, at: at) }
    guard let value = BERValue.integer(octets.extracting(at..<(at &+ length))), value >= 0 else {
      throw DecodeError(.invalid, at: at)
    }
    id = UInt32(truncatingIfNeeded: value)
    at &+= length
    let inner = try BERHeader(octets, at: at)
    guard inner.tag.tagClass == .application, let content = inner.contentOctets else {
      throw DecodeError(.invalid, at: at)
    }
    operation = LDAPOperation(rawValue: UInt8(clamping: inner.tag.number))
    contentAt = at &+ inner.octets
    contentOctets = content
    // Unbinding, deleting and abandoning hold no elements, all others do.
    guard operation.isKnown, inner.tag.isConstructed != operation.isPrimitive,
      contentAt &- start &+ content <= whole
    else { throw DecodeError(.invalid, at: at) }
  }
}

/// What a message is: the number of its operation's tag.
///
/// Source: RFC 4511, section 4.2 to 4.13 and appendix B.
struct LDAPOperation: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt8

  static let bindRequest = LDAPOperation(rawValue: 0)
  static let bindResponse = LDAPOperation(rawValue: 1)
  static let unbind = LDAPOperation(rawValue: 2)
  static let search = LDAPOperation(rawValue: 3)
  static let entry = LDAPOperation(rawValue: 4)
  static let searchDone = LDAPOperation(rawValue: 5)
  static let modify = LDAPOperation(rawValue: 6)
  static let modifyResponse = LDAPOperation(rawValue: 7)
  static let add = LDAPOperation(rawValue: 8)
  static let addResponse = LDAPOperation(rawValue: 9)
  static let delete = LDAPOperation(rawValue: 10)
  static let deleteResponse = LDAPOperation(rawValue: 11)
  static let rename = LDAPOperation(rawValue: 12)
  static let renameResponse = LDAPOperation(rawValue: 13)
  static let compare = LDAPOperation(rawValue: 14)
  static let compareResponse = LDAPOperation(rawValue: 15)
  static let abandon = LDAPOperation(rawValue: 16)
  static let reference = LDAPOperation(rawValue: 19)
  static let extended = LDAPOperation(rawValue: 23)
  static let extendedResponse = LDAPOperation(rawValue: 24)
  static let intermediate = LDAPOperation(rawValue: 25)

  var isKnown: Bool { rawValue <= 16 || rawValue == 19 || (23...25).contains(rawValue) }

  var isPrimitive: Bool { self == .unbind || self == .delete || self == .abandon }

  /// It ends a request, and begins with a result's code.
  var isResult: Bool {
    switch self {
    case .bindResponse, .searchDone, .modifyResponse, .addResponse, .deleteResponse, .renameResponse,
      .compareResponse, .extendedResponse:
      true
    default: false
    }
  }
}

/// A frame of protected octets, which LDAP becomes after a login that agreed on protection.
///
///     0        4
///     +--------+-------------------
///     | length | protected octets
///
/// Source: RFC 4422, section 3.7; RFC 4752, section 3.
enum LDAPProtection {
  static let lengthOctets = 4
  private static let frameLimit = 16 << 20

  /// Octets of the whole frame that begins at `at`; nil where none does.
  static func frameOctets(_ octets: Span<UInt8>, at: Int) -> Int? {
    guard octets.count &- at >= lengthOctets, octets[at] == 0 else { return nil }
    let length =
      Int(octets[at &+ 1]) << 16 | Int(octets[at &+ 2]) << 8 | Int(octets[at &+ 3])
    return length > 0 && length < frameLimit ? length &+ lengthOctets : nil
  }

  /// The frame's content begins as Kerberos' protection does: that proves it without more.
  ///
  /// Source: RFC 4121, section 4.2.6; RFC 1964, section 1.2.2.
  static func isCertain(_ octets: Span<UInt8>) -> Bool {
    guard let whole = frameOctets(octets, at: 0), whole >= 20, octets.count >= 20 else { return false }
    if octets[4] == 5, octets[5] == 4, octets[6] & 0xF8 == 0, octets[7] == 0xFF { return true }
    guard octets[4] == 0x60 else { return false }
    for start in 6...8 where starts(octets, with: "\u{6}\u{9}\u{2A}", at: start) {
      return octets[start &+ 3] == 0x86 && octets[start &+ 4] == 0x48
    }
    return false
  }
}
