import Bytes
import Vocabulary

/// A command to a PLC-5, SLC 500 or MicroLogix, as CIP's class 0x67 carries it.
///
///     0           n         n+1      n+2           n+4
///     +-----------+---------+--------+-------------+----------+------
///     | requestor | command | status | transaction | function | data
///     +-----------+---------+--------+-------------+----------+------
///      n octets, the first says how many             of 6, 7, 15
///
/// Source: Rockwell publication 1770-6.5.16 (DF1 protocol and command set), chapters 6 and 7.
struct PCCCCommand {
  var command: UInt8
  /// The function where the command has one, else 0.
  var function: UInt8 = 0

  /// Reads a request's head; the data is left in the reader.
  init(request reader: inout ByteReader) throws(DecodeError) {
    try Self.skipRequestor(&reader)
    command = try reader.uint8()
    try reader.skip(3)
    switch command {
    case 0x06, 0x07, 0x0F: function = try reader.uint8()
    default: break
    }
  }

  static func skipRequestor(_ reader: inout ByteReader) throws(DecodeError) {
    let count = Int(try reader.uint8())
    guard count > 0 else { throw DecodeError(.invalid, at: reader.position - 1) }
    try reader.skip(count - 1)
  }
}

/// A reply to a PCCC command: the command with a bit more, and a status.
struct PCCCReply {
  var command: UInt8
  /// 0 where it was done.
  var status: UInt8

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    try PCCCCommand.skipRequestor(&reader)
    command = try reader.uint8() & ~0x40
    status = try reader.uint8()
    try reader.skip(2)
  }
}
