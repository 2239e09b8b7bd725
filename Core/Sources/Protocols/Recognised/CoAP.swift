import Vocabulary

/// Recognises the Constrained Application Protocol and counts its codes.
///
///     0                         1      2            4
///     +-------------------------+------+------------+-------+---------+------+---------
///     | version 1, type, token  | code | message id | token | options | 0xFF | payload
///     +-------------------------+------+------------+-------+---------+------+---------
///       2, 2, 4 bits              class and detail: 3, 5 bits
///
/// Source: RFC 7252, clauses 3 and 12.1.
public enum CoAP {
  public static let port: UInt16 = 5_683

  /// Version, token, a code that is registered, and options that end where the octets do or at a payload.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 4, octets[0] >> 6 == 1, octets[0] & 15 <= 8 else { return .no }
    let (kind, detail) = (octets[1] >> 5, octets[1] & 31)
    guard kind == 0 ? detail <= 7 : kind == 2 || kind == 4 || kind == 5 || kind == 7 else { return .no }
    var at = 4 + Int(octets[0] & 15)
    guard at <= octets.count else { return .no }
    while at < octets.count, octets[at] != 0xFF {
      guard let next = option(octets, at) else { return .no }
      at = next
    }
    return .consistent
  }

  public static func note(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard octets.count >= 4, octets[0] >> 6 == 1 else { return dissection.malformed(.coap) }
    dissection.count(.coap, .code, MessageCode(UInt32(octets[1])))
  }

  /// Where the option at `at` ends: delta and length, each of four bits or one or two octets more.
  private static func option(_ octets: Span<UInt8>, _ at: Int) -> Int? {
    var next = at + 1
    guard extended(octets[at] >> 4, octets, &next) != nil,
      let length = extended(octets[at] & 15, octets, &next), next + length <= octets.count
    else { return nil }
    return next + length
  }

  private static func extended(_ value: UInt8, _ octets: Span<UInt8>, _ next: inout Int) -> Int? {
    switch value {
    case 0...12: return Int(value)
    case 13:
      guard next < octets.count else { return nil }
      next += 1
      return Int(octets[next - 1]) + 13
    case 14:
      guard next + 1 < octets.count else { return nil }
      next += 2
      return (Int(octets[next - 2]) << 8 | Int(octets[next - 1])) + 269
    default: return nil
    }
  }
}

/// The names of CoAP's methods and responses.
///
/// Source: RFC 7252, clause 12.1; RFC 8132.
enum CoAPNames {
  static func spelling(_ code: MessageCode) -> MessageSpelling {
    let name =
      switch code.rawValue {
      case 0x00: "empty"
      case 0x01: "get"
      case 0x02: "post"
      case 0x03: "put"
      case 0x04: "delete"
      case 0x05: "fetch"
      case 0x06: "patch"
      case 0x07: "ipatch"
      case 0x41: "created"
      case 0x42: "deleted"
      case 0x43: "valid"
      case 0x44: "changed"
      case 0x45: "content"
      case 0x80: "bad request"
      case 0x81: "unauthorized"
      case 0x82: "bad option"
      case 0x83: "forbidden"
      case 0x84: "not found"
      case 0x85: "method not allowed"
      case 0xA0: "internal server error"
      default: ""
      }
    return MessageSpelling(code.rawValue, name)
  }
}
