import Bytes

/// A Kerberos message: who asks for what, how it would be encrypted, and what the answer is.
///
/// Source: RFC 4120, section 5.
struct KerberosMessage: Sendable {
  var type: KerberosType
  /// Of the client, in a request or an answer.
  var client: [UInt8] = []
  var realm: [UInt8] = []
  /// The parts of the service's name with strokes between.
  var service: [UInt8] = []
  /// Names of the client's machine in NetBIOS, where it says so.
  var machine: [UInt8] = []
  /// The first kinds of encryption that a request asks for, in its order.
  var encryptions: [Int32] = []
  /// The request proves that its sender knows the key.
  var hasProof = false
  /// A service's ticket is asked for in exchange for another user's: it is encrypted by that one's key.
  var isUserToUser = false
  /// Of the key that a request's own ticket is used with, and of the ticket and the rest of an answer.
  var sessionEncryption: Int32 = 0
  var ticketEncryption: Int32 = 0
  var replyEncryption: Int32 = 0
  var errorCode: Int32 = 0

  static let nameOctetLimit = 200
  private static let listLimit = 32

  /// `[APPLICATION n]` with a definite length, and a sequence in it, as every message begins.
  static func isBeginning(_ octets: Span<UInt8>) -> Bool {
    guard let header = try? BERHeader(octets), header.tag.tagClass == .application, header.tag.isConstructed,
      KerberosType(rawValue: header.tag.number).isKnown, let length = header.contentOctets, length >= 8,
      let inner = try? BERHeader(octets, at: header.octets), inner.tag == .sequence,
      let innerLength = inner.elementOctets, innerLength == length
    else { return false }
    // The version, 5, is the first field, or the second of a request.
    let at = header.octets + inner.octets
    guard octets.count >= at + 5 else { return false }
    return (octets[at] == 0xA0 || octets[at] == 0xA1) && octets[at + 1] == 3 && octets[at + 2] == 2
      && octets[at + 3] == 1 && octets[at + 4] == 5
  }

  init(parsing octets: Span<UInt8>) throws(DecodeError) {
    var outer = BERReader(octets)
    let message = try outer.next()
    guard message.tag.tagClass == .application, message.tag.isConstructed else {
      throw DecodeError(.invalid, at: 0)
    }
    type = KerberosType(rawValue: message.tag.number)
    var inside = message.elements
    var fields = BERReader(try inside.take(.sequence))
    switch type {
    case .asRequest, .tgsRequest: try takeRequest(&fields)
    case .asReply, .tgsReply: try takeReply(&fields)
    case .apRequest: try takeTicketUse(&fields)
    case .error: try takeError(&fields)
    default: break
    }
  }

  private mutating func takeRequest(_ fields: inout BERReader) throws(DecodeError) {
    while !fields.isAtEnd {
      let field = try fields.next()
      var content = field.elements
      switch field.tag {
      case .context(3):
        var list = BERReader(try content.take(.sequence))
        for _ in 0..<Self.listLimit where !list.isAtEnd { try takeProof(try list.take(.sequence)) }
      case .context(4): try takeBody(try content.take(.sequence))
      default: break
      }
    }
  }

  /// Data for preauthentication: an encrypted time, a certificate, or the ticket that a request rests on.
  ///
  /// Source: RFC 4120, section 5.2.7; RFC 4556, section 3.2.1; RFC 6113, section 5.4.6.
  private mutating func takeProof(_ octets: Span<UInt8>) throws(DecodeError) {
    var fields = BERReader(octets)
    guard let kind = try fields.find(.context(1)), let value = try fields.find(.context(2)) else { return }
    var kindReader = BERReader(kind)
    var valueReader = BERReader(value)
    let content = try valueReader.take(.octetString)
    switch BERValue.integer(try kindReader.take(.integer)) {
    case 2, 16, 138: hasProof = true
    case 1:
      hasProof = true
      var ticket = BERReader(content)
      guard let use = try ticket.takeIfPresent(.application(14)) else { return }
      var sequence = BERReader(use)
      var parts = BERReader(try sequence.take(.sequence))
      if let authenticator = try parts.find(.context(4)) {
        sessionEncryption = try Self.encryption(authenticator)
      }
    default: break
    }
  }

  private mutating func takeBody(_ octets: Span<UInt8>) throws(DecodeError) {
    var fields = BERReader(octets)
    while !fields.isAtEnd {
      let field = try fields.next()
      var content = field.elements
      switch field.tag {
      // Bit 28 of the options.
      case .context(0): isUserToUser = BERValue.flags(try content.take(.bitString)) & 0x8 != 0
      case .context(1): client = try Self.name(field.octets)
      case .context(2): realm = Self.text(try content.next().octets)
      case .context(3): service = try Self.name(field.octets)
      case .context(8):
        var list = BERReader(try content.take(.sequence))
        for _ in 0..<Self.listLimit where !list.isAtEnd {
          encryptions.append(Self.number(try list.take(.integer)))
        }
      case .context(9): try takeAddresses(try content.take(.sequence))
      default: break
      }
    }
  }

  /// Kind 20 is a name of NetBIOS, filled up with spaces.
  private mutating func takeAddresses(_ octets: Span<UInt8>) throws(DecodeError) {
    var list = BERReader(octets)
    for _ in 0..<Self.listLimit where !list.isAtEnd {
      var address = BERReader(try list.take(.sequence))
      guard let kind = try address.find(.context(0)), let value = try address.find(.context(1)) else {
        continue
      }
      var kindReader = BERReader(kind)
      guard BERValue.integer(try kindReader.take(.integer)) == 20 else { continue }
      var valueReader = BERReader(value)
      let name = try valueReader.take(.octetString)
      // The last of 16 octets is the kind of service.
      machine = Self.text(name.extracting(0..<min(name.count, 15)))
    }
  }

  private mutating func takeReply(_ fields: inout BERReader) throws(DecodeError) {
    while !fields.isAtEnd {
      let field = try fields.next()
      var content = field.elements
      switch field.tag {
      case .context(3): realm = Self.text(try content.next().octets)
      case .context(4): client = try Self.name(field.octets)
      case .context(5): try takeTicket(try content.take(.application(1)))
      case .context(6): replyEncryption = try Self.encryption(field.octets)
      default: break
      }
    }
  }

  private mutating func takeTicketUse(_ fields: inout BERReader) throws(DecodeError) {
    while !fields.isAtEnd {
      let field = try fields.next()
      var content = field.elements
      switch field.tag {
      case .context(3): try takeTicket(try content.take(.application(1)))
      case .context(4): sessionEncryption = try Self.encryption(field.octets)
      default: break
      }
    }
  }

  private mutating func takeTicket(_ octets: Span<UInt8>) throws(DecodeError) {
    var sequence = BERReader(octets)
    var fields = BERReader(try sequence.take(.sequence))
    while !fields.isAtEnd {
      let field = try fields.next()
      switch field.tag {
      case .context(1):
        var content = field.elements
        let name = try content.next()
        if realm.isEmpty { realm = Self.text(name.octets) }
      case .context(2): service = try Self.name(field.octets)
      case .context(3): ticketEncryption = try Self.encryption(field.octets)
      default: break
      }
    }
  }

  private mutating func takeError(_ fields: inout BERReader) throws(DecodeError) {
    while !fields.isAtEnd {
      let field = try fields.next()
      var content = field.elements
      switch field.tag {
      case .context(6): errorCode = Self.number(try content.take(.integer))
      case .context(8): client = try Self.name(field.octets)
      case .context(9): realm = Self.text(try content.next().octets)
      case .context(10): service = try Self.name(field.octets)
      default: break
      }
    }
  }
}

extension KerberosMessage {
  /// The kind of encrypted data: a sequence whose first field is it.
  private static func encryption(_ octets: Span<UInt8>) throws(DecodeError) -> Int32 {
    var reader = BERReader(octets)
    var fields = BERReader(try reader.take(.sequence))
    guard let kind = try fields.find(.context(0)) else { return 0 }
    var content = BERReader(kind)
    return number(try content.take(.integer))
  }

  /// A principal's name: a kind and the list of its parts.
  private static func name(_ octets: Span<UInt8>) throws(DecodeError) -> [UInt8] {
    var reader = BERReader(octets)
    var fields = BERReader(try reader.take(.sequence))
    guard let parts = try fields.find(.context(1)) else { return [] }
    var content = BERReader(parts)
    var list = BERReader(try content.take(.sequence))
    var name: [UInt8] = []
    while !list.isAtEnd, name.count < nameOctetLimit {
      let part = try list.next()
      if !name.isEmpty { name.append(UInt8(ascii: "/")) }
      name.append(contentsOf: text(part.octets))
    }
    return name
  }

  private static func text(_ octets: Span<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    for index in 0..<min(octets.count, nameOctetLimit) { text.append(octets[index]) }
    return text
  }

  private static func number(_ octets: Span<UInt8>) -> Int32 {
    Int32(clamping: BERValue.integer(octets) ?? 0)
  }
}

/// What a Kerberos message is: the number of its application tag.
///
/// Source: RFC 4120, section 5.10.
struct KerberosType: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt32

  static let asRequest = KerberosType(rawValue: 10)
  static let asReply = KerberosType(rawValue: 11)
  static let tgsRequest = KerberosType(rawValue: 12)
  static let tgsReply = KerberosType(rawValue: 13)
  static let apRequest = KerberosType(rawValue: 14)
  static let apReply = KerberosType(rawValue: 15)
  static let error = KerberosType(rawValue: 30)

  var isKnown: Bool { (10...15).contains(rawValue) || (20...22).contains(rawValue) || rawValue == 30 }
}

/// Kinds of encryption that decide how hard a ticket is to guess.
///
/// Source: RFC 3961, section 8; RFC 4757, section 5.
enum KerberosEncryption {
  static let rc4: Int32 = 23

  static func isAES(_ kind: Int32) -> Bool { (17...20).contains(kind) }
}
