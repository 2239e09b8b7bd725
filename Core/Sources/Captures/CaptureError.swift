/// Why a capture, or the rest of it, could not be read, and where.
public struct CaptureError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case empty
    /// The first octets are those of neither format.
    case notACapture
    /// A compressed file, by the name of its program.
    case compressed(StaticName)
    case unsupportedVersion(major: UInt16, minor: UInt16)
    case unsupportedLinkType(LinkType)
    /// The last record is incomplete.
    case cutOff
    case recordTooLong(octets: UInt32)
    case blockTooLong(octets: UInt32)
    case blockTooShort(octets: UInt32)
    /// A block's length is not the same at its front and its end.
    case blockLengthsDiffer
    /// A packet of an interface that its section does not describe.
    case unknownInterface(UInt32)
    case tooManyInterfaces
  }

  /// Programs whose files are taken for captures by mistake.
  public enum StaticName: String, Hashable, Sendable {
    case gzip, bzip2, xz, zstd, lz4, zip
  }

  public let kind: Kind
  /// The octet of the capture, from 0, at which the record, block or field stands that could not be read.
  public let offset: Int

  public init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }

  /// Where reading had to stop; nil where all of the capture was read, though not all of it was given.
  public var truncatedAt: Int? {
    switch kind {
    case .empty, .notACapture, .compressed, .unsupportedLinkType, .unknownInterface: nil
    default: offset
    }
  }
}

extension CaptureError: CustomStringConvertible {
  /// What is wrong, to stand behind the file's name.
  public var message: String {
    switch kind {
    case .empty:
      "is empty"
    case .notACapture:
      "is no capture: octet 0 begins neither a pcap nor a pcapng file"
    case .compressed(let program):
      "is compressed (\(program.rawValue)): unpack it first"
    case .unsupportedVersion(let major, let minor):
      "version \(major).\(minor) of the format is not supported (octet \(offset))"
    case .unsupportedLinkType(let type):
      "link type \(type.text) is not supported (octet \(offset))"
    case .cutOff:
      "is cut off: the last record, from octet \(offset) on, is incomplete"
    case .recordTooLong(let octets):
      "is damaged at octet \(offset): a packet of \(octets) octets, more than the limit of "
        + "\(CaptureReader.packetLimitOctets)"
    case .blockTooLong(let octets):
      "is damaged at octet \(offset): a block of \(octets) octets, more than the limit of "
        + "\(CaptureReader.blockLimitOctets)"
    case .blockTooShort(let octets):
      "is damaged at octet \(offset): a block of \(octets) octets, too short for what it should hold"
    case .blockLengthsDiffer:
      "is damaged at octet \(offset): the block's two lengths differ"
    case .unknownInterface(let interface):
      "packets of interface \(interface), which the capture does not describe, were skipped (octet \(offset))"
    case .tooManyInterfaces:
      "more than \(CaptureReader.interfaceLimit) interfaces in one section (octet \(offset))"
    }
  }

  public var description: String { message }
}
