import Bytes
import Vocabulary

extension CIPDissector {
  /// Opens an activity for each request in the message: itself, those of a multiple service packet, the one
  /// that an unconnected send takes to another device.
  mutating func dissectRequests(
    _ octets: Span<UInt8>, _ transport: CIPTransport, _ dissection: inout Dissection
  ) {
    var nesting = CIPNesting()
    var transport = transport
    var ordinal = 0
    var place: Range<Int>? = 0..<octets.count
    while let here = place {
      let message = octets.extracting(here)
      var reader = ByteReader(message)
      do throws(DecodeError) {
        let request = try CIPRequest(parsing: &reader)
        dissection.count(.cip, .service, MessageCode(UInt32(request.service)))
        if request.service == CIPService.multipleServicePacket {
          nesting.enter(octets, base: here.lowerBound &+ reader.position, end: here.upperBound)
        } else if request.isUnconnectedSend {
          let inner = try Self.unwrap(&reader, &transport.unit)
          place = (here.lowerBound &+ inner.lowerBound)..<(here.lowerBound &+ inner.upperBound)
          continue
        } else {
          let path = message.extracting(request.pathStart..<request.pathEnd)
          let isInner = !nesting.isEmpty
          defer { ordinal &+= 1 }
          try open(request, path, &reader, transport, isInner: isInner, ordinal: ordinal, &dissection)
        }
      } catch {
        dissection.malformed(.cip)
      }
      place = nesting.next(octets)
    }
    if nesting.isBroken { dissection.malformed(.cip) }
  }

  /// A time-out, the message's length, the message filled up to whole words, then the way it is to go.
  ///
  /// Source: The CIP Networks Library, volume 1, clause 3-5.5.4.
  private static func unwrap(
    _ reader: inout ByteReader, _ unit: inout Int32
  ) throws(DecodeError) -> Range<Int> {
    try reader.skip(2)
    let count = Int(try reader.uint16LittleEndian())
    let start = reader.position
    try reader.skip(count)
    if count & 1 != 0 { try reader.skip(1) }
    let words = Int(try reader.uint8())
    try reader.skip(1)
    var route = try reader.take(words * 2)
    let slot = try CIPPath(parsing: &route).slot
    if slot != ActivityObservation.noUnit { unit = slot }
    guard count > 0 else { throw DecodeError(.invalid, at: start - 2) }
    return start..<(start + count)
  }

  private mutating func open(
    _ request: CIPRequest, _ path: Span<UInt8>, _ reader: inout ByteReader, _ transport: CIPTransport,
    isInner: Bool, ordinal: Int, _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard ordinal < Dissection.objectLimit else {
      dissection.droppedObjects &+= 1
      return
    }
    var memory = CIPMemory(service: request.service, isInner: isInner, connection: transport.connection)
    var unit = transport.unit
    var object = request.path.object(path, scratch: &scratch, &tags, &dissection.names)
    let meaning: CIPMeaning
    if request.path.classID == CIPClass.connectionManager, request.service >= 0x4B {
      meaning = try meaningOfConnectionManager(
        request, &reader, &object, &unit, &memory, &dissection.names)
    } else if request.path.classID == CIPClass.pccc, request.service == CIPService.executePCCC {
      memory.isPCCC = true
      let command = try PCCCCommand(request: &reader)
      meaning = command.meaning(command.meaning(try? reader.peek()), ofFileType: command.fileType(reader))
      if let address = command.object(&reader, scratch: &scratch, &tags, &dissection.names) {
        object = address
      }
    } else {
      if object.space == .cipAttribute { Self.nameOnlyAttribute(request.service, reader, &object) }
      meaning = CIPMeaning(request.service, request.path, object, reader)
    }
    dissection.request(
      .cip, id: transport.id | UInt64(ordinal), meaning.verb, object, deed: meaning.deed, unit: unit,
      code: UInt32(request.service), memory: memory.rawValue)
  }

  /// A list of attributes that holds one names it; where it holds more, their values' lengths are the
  /// class's.
  private static func nameOnlyAttribute(
    _ service: UInt8, _ reader: borrowing ByteReader, _ object: inout ObjectReference
  ) {
    guard service == CIPService.getAttributeList || service == CIPService.setAttributeList else { return }
    let octets = reader.octets
    let start = reader.position
    guard octets.count &- start >= 4, octets[start] == 1, octets[start &+ 1] == 0 else { return }
    object.to = UInt32(octets[start &+ 2]) | UInt32(octets[start &+ 3]) &<< 8
  }
}

extension CIPRequest {
  /// The same code reads tags in other classes.
  var isUnconnectedSend: Bool {
    service == CIPService.unconnectedSend && path.classID == CIPClass.connectionManager
  }
}
