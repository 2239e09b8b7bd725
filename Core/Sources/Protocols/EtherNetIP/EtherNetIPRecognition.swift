import Bytes

extension EtherNetIPDissector {
  /// Tells an encapsulation message by what its fields may hold; a port proves nothing.
  ///
  /// Source: The CIP Networks Library, volume 2, clauses 2-3 and 2-4.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    if ioAddress(octets) != nil { return .consistent }
    var reader = ByteReader(octets)
    do throws(DecodeError) {
      let frame = try EncapsulationFrame(parsing: &reader)
      guard isPlausible(frame) else { return .no }
      return try hasPlausibleData(frame, &reader) ? .consistent : .no
    } catch {
      // Octets that all are zero so far are the beginning of anything.
      return error.reason == .truncated && octets.count >= 2 && octets[0] != 0 ? .undecided : .no
    }
  }

  private static func isPlausible(_ frame: EncapsulationFrame) -> Bool {
    guard frame.options == 0 else { return false }
    switch frame.status {
    case 0x00...0x03, 0x64, 0x65, 0x69, 0x6A: break
    default: return false
    }
    switch frame.command {
    // Octets that are all zero would be a NOP.
    case .nop: return false
    case .registerSession: return frame.dataOctets == 4 || frame.status != 0 && frame.dataOctets == 0
    case .unregisterSession: return frame.dataOctets == 0
    case .sendRRData: return frame.status != 0 || frame.dataOctets >= 16
    case .sendUnitData: return frame.status != 0 || frame.dataOctets >= 20
    case .listIdentity, .listServices, .listInterfaces:
      return frame.dataOctets == 0 || frame.dataOctets >= 2
    default: return true
    }
  }

  /// The fields before the first item's own octets, as far as they are there.
  private static func hasPlausibleData(
    _ frame: EncapsulationFrame, _ reader: inout ByteReader
  ) throws(DecodeError) -> Bool {
    guard frame.dataOctets > 0 else { return true }
    switch frame.command {
    case .registerSession:
      guard reader.remaining >= 4 else { return true }
      let version = try reader.uint16LittleEndian()
      return version <= 2
    case .sendRRData, .sendUnitData:
      // Without its items only a session speaks for it.
      guard reader.remaining >= 10 else { return frame.session != 0 || frame.status != 0 }
      guard try reader.uint32LittleEndian() == 0 else { return false }
      try reader.skip(2)
      let count = try reader.uint16LittleEndian()
      let type = try reader.uint16LittleEndian()
      return (1...4).contains(count)
        && (type == PacketItem.nullAddress || type == PacketItem.connectedAddress)
    case .listIdentity:
      guard reader.remaining >= 4 else { return true }
      let count = try reader.uint16LittleEndian()
      let type = try reader.uint16LittleEndian()
      return count == 0 || type == PacketItem.identity
    default: return true
    }
  }
}
