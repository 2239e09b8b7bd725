import Bytes
import Vocabulary

/// Dissects EtherNet/IP: the encapsulation over TCP and UDP, and input and output data over UDP.
///
/// What rides in it is CIP's (`CIPDissector`); what devices say of themselves is in
/// `EtherNetIPIdentity.swift`.
public struct EtherNetIPDissector: Sendable {
  /// Explicit messages, TCP and UDP.
  public static let port: UInt16 = 44_818
  /// Input and output data, UDP.
  public static let ioPort: UInt16 = 2_222

  var cip = CIPDissector()

  public init() {}

  /// Connections that are known at a time.
  public static let connectionLimit = CIPConnections.limit
  /// Connections that gave way to newer ones.
  public var droppedConnections: Int { cip.connections.dropped }
  /// Tags that have no name because there were too many.
  public var droppedTagNames: Int { cip.tags.dropped }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count &- at >= EncapsulationFrame.headerOctets {
      var reader = ByteReader(octets.extracting(at..<octets.count))
      guard let frame = try? EncapsulationFrame(parsing: &reader) else {
        dissection.malformed(.enip)
        return .lost(after: at)
      }
      guard octets.count &- at >= frame.frameOctets else {
        return StreamProgress(consumed: at, needs: frame.frameOctets)
      }
      let data = octets.extracting(
        (at &+ EncapsulationFrame.headerOctets)..<(at &+ frame.frameOctets))
      dissect(frame, data, &dissection)
      at &+= frame.frameOctets
    }
    return StreamProgress(consumed: at)
  }

  /// Dissects one datagram: an encapsulation message, or the items of input and output data alone.
  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    if let address = Self.ioAddress(octets) {
      dissection.note(.enip)
      return cip.dissect(ioConnection: address, &dissection)
    }
    var reader = ByteReader(octets)
    guard let frame = try? EncapsulationFrame(parsing: &reader), frame.frameOctets <= octets.count else {
      return dissection.malformed(.enip)
    }
    dissect(frame, octets.extracting(EncapsulationFrame.headerOctets..<frame.frameOctets), &dissection)
  }

  private mutating func dissect(
    _ frame: EncapsulationFrame, _ data: Span<UInt8>, _ dissection: inout Dissection
  ) {
    dissection.count(.enip, .command, MessageCode(UInt32(frame.command.rawValue)))
    var reader = ByteReader(data)
    do throws(DecodeError) {
      switch frame.command {
      case .listIdentity: try dissectListIdentity(frame, &reader, &dissection)
      case .listServices, .listInterfaces: dissectList(frame, &dissection)
      case .registerSession: dissectRegisterSession(frame, &dissection)
      case .sendRRData, .sendUnitData: try dissectSend(frame, &reader, &dissection)
      default: break
      }
    } catch {
      dissection.malformed(.enip)
    }
  }

  /// An interface handle, 0 for CIP, a time-out, then items: an address and the data for it.
  private mutating func dissectSend(
    _ frame: EncapsulationFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    if reader.isAtEnd, frame.status != 0 {
      if frame.command == .sendRRData { cip.refuse(Self.unconnectedID(frame), &dissection) }
      return
    }
    let interface = try reader.uint32LittleEndian()
    try reader.skip(2)
    guard interface == 0 else { return }
    var connection: UInt32?
    for _ in 0..<min(Int(try reader.uint16LittleEndian()), PacketItem.countLimit) {
      let type = try reader.uint16LittleEndian()
      var item = try reader.take(Int(try reader.uint16LittleEndian()))
      switch type {
      case PacketItem.connectedAddress: connection = try item.uint32LittleEndian()
      case PacketItem.unconnectedData:
        cip.dissect(item.rest(), id: Self.unconnectedID(frame), &dissection)
      case PacketItem.connectedData:
        let sequence = try item.uint16LittleEndian()
        cip.dissect(item.rest(), connection: connection ?? 0, sequence: sequence, &dissection)
      default: break
      }
    }
  }

  private static func unconnectedID(_ frame: EncapsulationFrame) -> UInt64 {
    CIPDissector.id(.unconnected, UInt64(frame.session), frame.context)
  }

  /// The connection of input and output data: two items, the first a sequenced address.
  static func ioAddress(_ octets: Span<UInt8>) -> UInt32? {
    var reader = ByteReader(octets)
    do throws(DecodeError) {
      guard try reader.uint16LittleEndian() == 2,
        try reader.uint16LittleEndian() == PacketItem.sequencedAddress,
        try reader.uint16LittleEndian() == 8
      else { return nil }
      let connection = try reader.uint32LittleEndian()
      try reader.skip(4)
      guard try reader.uint16LittleEndian() == PacketItem.connectedData else { return nil }
      try reader.skip(Int(try reader.uint16LittleEndian()))
      return connection
    } catch {
      return nil
    }
  }
}
