import Bytes
import Vocabulary

extension ByteReader {
  /// A number of so many octets: least significant first in binary code, twice as many hexadecimal digits in
  /// ASCII code.
  mutating func slmpNumber(_ count: Int, isASCII: Bool) throws(DecodeError) -> UInt32 {
    var value: UInt32 = 0
    if isASCII {
      for _ in 0..<(count * 2) {
        let start = position
        guard let digit = SLMPFrame.digit(try uint8()) else { throw DecodeError(.invalid, at: start) }
        value = value << 4 | UInt32(digit)
      }
    } else {
      for index in 0..<count { value |= UInt32(try uint8()) << UInt32(truncatingIfNeeded: index * 8) }
    }
    return value
  }
}

/// The names of device memories, each kept once as a number so that a poll needs no text.
struct SLMPDeviceNames: Sendable {
  private var names = [NameID](repeating: .none, count: 256)

  mutating func object(
    _ device: SLMPDevice, first: UInt32, count: UInt32, _ dissection: inout Dissection
  ) -> ObjectReference {
    let index = Int(device.code)
    if names[index] == .none { names[index] = dissection.names.intern(device.text) }
    var object = ObjectReference(
      device.isHexadecimal ? .hexadecimalDevice : .device, first: first, count: count)
    object.name = names[index]
    return object
  }
}

extension SLMPDissector {
  /// A device's number and kind, as the subcommand makes them: three octets and one, or with bit 1 four and
  /// two. In ASCII code the kind stands first, and the number is decimal where the device's are.
  mutating func device(
    _ frame: SLMPFrame, _ reader: inout ByteReader
  ) throws(DecodeError) -> (device: SLMPDevice?, number: UInt32) {
    let isLong = frame.subcommand & 0x0002 != 0
    guard frame.isASCII else {
      let number = try reader.slmpNumber(isLong ? 4 : 3, isASCII: false)
      return (
        SLMPDevice(code: UInt16(truncatingIfNeeded: try reader.slmpNumber(isLong ? 2 : 1, isASCII: false))),
        number
      )
    }
    let (first, second) = (try reader.uint8(), try reader.uint8())
    // Four letters with subcommands of iQ-R, filled with `*`.
    if isLong { try reader.skip(2) }
    let device = SLMPDevice(letters: first, second)
    let digits = isLong ? 8 : 6
    let start = reader.position
    let text = try reader.span(digits)
    guard device?.isHexadecimal != true else {
      guard let number = SLMPFrame.hexadecimal(text, 0, digits) else {
        throw DecodeError(.invalid, at: start)
      }
      return (device, number)
    }
    var number: UInt32 = 0
    for index in text.indices {
      guard (0x30...0x39).contains(text[index]) else { throw DecodeError(.invalid, at: start + index) }
      number = number &* 10 &+ UInt32(text[index] - 0x30)
    }
    return (device, number)
  }

  /// Subcommands that address by an extension, an index or a label are not read.
  static func addressesPlainly(_ frame: SLMPFrame) -> Bool { frame.subcommand & ~0x0003 == 0 }
}
