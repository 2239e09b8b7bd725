import Bytes
import Vocabulary

/// The connection manager: opens and closes connections for everybody else.
///
/// Source: The CIP Networks Library, volume 1, clause 3-5.5.
extension CIPDissector {
  func meaningOfConnectionManagerService(_ service: UInt8) -> CIPMeaning {
    switch service {
    case CIPService.forwardOpen, CIPService.largeForwardOpen, CIPService.concurrentForwardOpen,
      CIPService.forwardClose:
      CIPMeaning(.connect)
    case 0x57: CIPMeaning(.browse)
    default: CIPMeaning(.read)
    }
  }

  /// Reads what an opening or a closing is for: the object is what the connection's path addresses.
  mutating func meaningOfConnectionManager(
    _ request: CIPRequest, _ reader: inout ByteReader, _ object: inout ObjectReference, _ unit: inout Int32,
    _ memory: inout CIPMemory, _ names: inout NameTable
  ) throws(DecodeError) -> CIPMeaning {
    var transportClass: UInt8 = 3
    switch request.service {
    case CIPService.forwardOpen, CIPService.largeForwardOpen:
      // Time-outs, both identifiers, the connection's serial number, vendor and serial number of the
      // originator, multiplier; then for each direction an interval and parameters.
      let parameterOctets = request.service == CIPService.forwardOpen ? 2 : 4
      try reader.skip(2 + 8 + 8 + 4 + 2 * (4 + parameterOctets))
      transportClass = try reader.uint8() & 0x0F
    case CIPService.forwardClose:
      try reader.skip(2 + 8)
    default:
      return meaningOfConnectionManagerService(request.service)
    }
    let words = Int(try reader.uint8())
    if request.service == CIPService.forwardClose { try reader.skip(1) }
    let octets = try reader.span(words * 2)
    var pathReader = ByteReader(octets)
    let path = try CIPPath(parsing: &pathReader)
    object = CIPPath.connection(octets, scratch: &scratch, &tags, &names)
    if path.slot != ActivityObservation.noUnit { unit = path.slot }
    let isToRouter = path.classID == CIPClass.messageRouter || path.classID == CIPPath.missing
    memory.opensData = transportClass < 2 || path.isSymbolic || !isToRouter
    return meaningOfConnectionManagerService(request.service)
  }

  /// A connection was opened: both its identifiers stand in the reply.
  mutating func noteOpened(
    _ service: UInt8, _ activity: ActivityObservation, _ memory: CIPMemory, _ reader: inout ByteReader
  ) throws(DecodeError) {
    guard service == CIPService.forwardOpen || service == CIPService.largeForwardOpen else { return }
    let toTarget = try reader.uint32LittleEndian()
    let toOriginator = try reader.uint32LittleEndian()
    connections.insert(
      CIPConnection(
        object: activity.object, unit: activity.unit, content: memory.opensData ? .data : .messages,
        originator: activity.actor, target: activity.target, toTarget: toTarget,
        toOriginator: toOriginator))
  }
}
