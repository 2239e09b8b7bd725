import Bytes

/// Option and suboption: what a block of DCP is about. Open, as they stand on the wire.
///
/// Source: IEC 61158-6-10, clause 4.3 (coding of the DCP block fields).
struct DCPOption: Hashable, Sendable {
  var option: UInt8
  var suboption: UInt8

  init(_ option: UInt8, _ suboption: UInt8) {
    self.option = option
    self.suboption = suboption
  }

  static let macAddress = DCPOption(1, 1)
  static let ipParameter = DCPOption(1, 2)
  static let fullIPSuite = DCPOption(1, 3)
  static let typeOfStation = DCPOption(2, 1)
  static let nameOfStation = DCPOption(2, 2)
  static let deviceID = DCPOption(2, 3)
  static let deviceRole = DCPOption(2, 4)
  static let aliasName = DCPOption(2, 6)
  static let startTransaction = DCPOption(5, 1)
  static let endTransaction = DCPOption(5, 2)
  static let signal = DCPOption(5, 3)
  static let response = DCPOption(5, 4)
  static let factoryReset = DCPOption(5, 5)
  static let resetToFactory = DCPOption(5, 6)
  static let all = DCPOption(255, 255)
}

/// A frame of PROFINET's Discovery and basic Configuration Protocol: its header, the blocks left in the
/// reader.
///
///     0          2         3      4     8       10            12
///     +----------+---------+------+-----+-------+-------------+--------
///     | frame id | service | type | xid | delay | data length | blocks
///     +----------+---------+------+-----+-------+-------------+--------
///
/// Source: IEC 61158-6-10, clause 4.3.
struct DCPMessage: Sendable {
  enum Service {
    static let get: UInt8 = 3
    static let set: UInt8 = 4
    static let identify: UInt8 = 5
    static let hello: UInt8 = 6
  }

  /// Hello, Get and Set, Identify request, Identify response.
  static let frameIDs: ClosedRange<UInt16> = 0xFEFC...0xFEFF
  static let headerOctets = 12

  var service: UInt8
  /// 0 request, 1 success, 5 the request is not supported.
  var type: UInt8
  var xid: UInt32
  var dataOctets: Int

  var isRequest: Bool { type & 1 == 0 }
  var isSuccess: Bool { type & 5 == 1 }

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    try reader.skip(2)
    service = try reader.uint8()
    type = try reader.uint8()
    xid = try reader.uint32()
    try reader.skip(2)
    dataOctets = Int(try reader.uint16())
  }

  /// Set requests have a qualifier before their value, and all but Identify requests an info.
  var hasWordBeforeValue: Bool { !(service == Service.identify && isRequest) }
}

/// One block: its option, and its value in the reader's frame.
///
///     0        1           2        4
///     +--------+-----------+--------+-----------------------------+---------
///     | option | suboption | length | qualifier or info (2)       | value
///     +--------+-----------+--------+-----------------------------+---------
///
/// Each block is padded to an even number of octets.
struct DCPBlock: Sendable {
  var option: DCPOption
  /// Where the value stands, behind the qualifier or info.
  var value: Range<Int>
  /// The qualifier of a Set, the info of a response; 0 where there is none.
  var word: UInt16

  init(parsing reader: inout ByteReader, of message: DCPMessage) throws(DecodeError) {
    option = DCPOption(try reader.uint8(), try reader.uint8())
    let length = Int(try reader.uint16())
    var start = reader.position
    try reader.skip(length)
    let end = reader.position
    word = 0
    // The response block states another block's option where others have their info.
    if message.hasWordBeforeValue, option != .response {
      guard length >= 2 else {
        guard length == 0 else { throw DecodeError(.invalid, at: start - 2) }
        value = start..<end
        return
      }
      word = UInt16(reader.octets[start]) << 8 | UInt16(reader.octets[start + 1])
      start += 2
    }
    value = start..<end
    if length & 1 == 1, !reader.isAtEnd { try reader.skip(1) }
  }
}
