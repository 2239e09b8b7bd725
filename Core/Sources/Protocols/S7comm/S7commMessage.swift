import Bytes
import Vocabulary

/// What kind of message it is: the remote operating service control.
enum S7commKind: UInt8 {
  case job = 1
  case acknowledgement = 2
  case acknowledgementWithData = 3
  case userData = 7
}

/// A job's function code as it stands on the wire, known or not.
public struct S7commFunction: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  public static let readVariable = S7commFunction(rawValue: 0x04)
  public static let writeVariable = S7commFunction(rawValue: 0x05)
  public static let requestDownload = S7commFunction(rawValue: 0x1A)
  public static let downloadBlock = S7commFunction(rawValue: 0x1B)
  public static let downloadEnded = S7commFunction(rawValue: 0x1C)
  public static let startUpload = S7commFunction(rawValue: 0x1D)
  public static let upload = S7commFunction(rawValue: 0x1E)
  public static let endUpload = S7commFunction(rawValue: 0x1F)
  public static let programInvocation = S7commFunction(rawValue: 0x28)
  public static let stop = S7commFunction(rawValue: 0x29)
  public static let setupCommunication = S7commFunction(rawValue: 0xF0)
}

/// The header of an S7comm message.
///
///     0        1      2            4           6                  8             10
///     +--------+------+------------+-----------+------------------+-------------+-------------+-----------
///     | 0x32   | kind | redundancy | reference | parameter length | data length | error       | parameters
///     +--------+------+------------+-----------+------------------+-------------+-------------+-----------
///                                                                               acknowledgements alone:
/// class, code
///
/// Source: the layout is published in Wireshark's S7comm dissector documentation, wiki.wireshark.org/S7comm.
struct S7commHeader {
  static let protocolIdentifier: UInt8 = 0x32

  var kind: S7commKind
  /// The number by which an answer finds its job.
  var reference: UInt16
  var parameterOctets: Int
  var dataOctets: Int
  /// Class and code; 0 where there is no error, and in messages that have no error field.
  var error: UInt16

  static func begins(_ octets: Span<UInt8>) -> Bool {
    octets.count >= 10 && octets[0] == protocolIdentifier && S7commKind(rawValue: octets[1]) != nil
  }

  /// Reads the header; parameters and data are left in the reader.
  init(parsing reader: inout ByteReader) throws(DecodeError) {
    guard try reader.uint8() == Self.protocolIdentifier, let kind = S7commKind(rawValue: try reader.uint8())
    else { throw DecodeError(.invalid, at: 0) }
    self.kind = kind
    try reader.skip(2)
    reference = try reader.uint16()
    parameterOctets = Int(try reader.uint16())
    dataOctets = Int(try reader.uint16())
    error = kind == .acknowledgement || kind == .acknowledgementWithData ? try reader.uint16() : 0
  }
}

/// The parameters of user data.
///
///     0           3        4        5              6             7          8            9      10
///     +-----------+--------+--------+--------------+-------------+----------+------------+------+-------+
///     | 00 01 12  | length | method | type : group | subfunction | sequence | data unit  | last | error |
///     +-----------+--------+--------+--------------+-------------+----------+------------+------+-------+
///                   4 or 8            4 bits each                             from here on with length 8
///
/// Source: as ``S7commHeader``.
struct S7commUserData {
  /// Who sends it, and why.
  enum Role {
    case request, response, push
  }

  var role: Role
  var group: UInt8
  var subfunction: UInt8
  /// Counts the answers to one request; the next part is asked for under it.
  var sequence: UInt8
  /// Not 0 where the data is one part of several.
  var dataUnit: UInt8 = 0
  var isLast = true
  var error: UInt16 = 0
  var isLong = false

  init(parsing reader: inout ByteReader) throws(DecodeError) {
    try reader.skip(3)
    let length = try reader.uint8()
    try reader.skip(1)
    let typeAndGroup = try reader.uint8()
    // Numerical controls have types of their own: 3, 7 and 11.
    switch typeAndGroup >> 4 {
    case 4, 7: role = .request
    case 8, 11: role = .response
    default: role = .push
    }
    group = typeAndGroup & 0x0F
    subfunction = try reader.uint8()
    sequence = try reader.uint8()
    // Mode transitions state a length that goes beyond the parameters.
    guard length >= 8, reader.remaining >= 4 else { return }
    isLong = true
    dataUnit = try reader.uint8()
    isLast = try reader.uint8() == 0
    error = try reader.uint16()
  }
}

/// The groups of user data.
///
/// Source: as ``S7commHeader``.
enum S7commGroup {
  static let modeTransition: UInt8 = 0
  static let programmer: UInt8 = 1
  static let cyclic: UInt8 = 2
  static let block: UInt8 = 3
  static let cpu: UInt8 = 4
  static let security: UInt8 = 5
  static let blockSend: UInt8 = 6
  static let time: UInt8 = 7
  static let numericalControl: UInt8 = 15
}
