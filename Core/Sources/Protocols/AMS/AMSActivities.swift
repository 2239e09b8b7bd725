import Bytes
import Vocabulary

extension AMSDissector {
  /// Opens the activities of a request. The table of the protocol's page says the same in words.
  ///
  /// Source: Beckhoff TwinCAT ADS/AMS specification (TE1000), "ADS commands".
  func begin(
    _ header: AMSHeader, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let port = ObjectReference(.amsPort, part: UInt32(header.target.port))
    switch header.command {
    case .readDeviceInfo: open(header, .identify, port, &dissection)
    case .read:
      let group = try self.group(header, &reader)
      let octets = try reader.uint32LittleEndian()
      open(header, group, octets: octets, &dissection)
    case .write:
      let group = try self.group(header, &reader)
      let octets = try reader.uint32LittleEndian()
      open(header, group, octets: octets, &dissection, file: try file(group, octets, &reader, &dissection))
    case .readState: open(header, .read, port, &dissection)
    case .writeControl:
      let state = try reader.uint16LittleEndian()
      open(header, .setMode, port, &dissection, deed: Self.deed(ofState: state, port: header.target.port))
    case .addNotification:
      let group = try self.group(header, &reader)
      let octets = try reader.uint32LittleEndian()
      open(header, .read, group.object(octets: octets), &dissection)
    case .notification:
      // Comes from the server without being asked, and nobody answers.
      dissection.activity(
        .ams, .signal, ObjectReference(.amsPort, part: UInt32(header.source.port)),
        code: UInt32(header.command.rawValue))
    case .readWrite: try beginReadWrite(header, &reader, &dissection)
    default: break
    }
  }

  /// Index group and offset.
  private func group(_ header: AMSHeader, _ reader: inout ByteReader) throws(DecodeError) -> AMSGroup {
    AMSGroup(
      port: header.target.port, group: try reader.uint32LittleEndian(),
      offset: try reader.uint32LittleEndian())
  }

  private func open(
    _ header: AMSHeader, _ verb: Verb, _ object: ObjectReference, _ dissection: inout Dissection,
    deed: Deed = .plain, ordinal: Int = 0, memory: AMSMemory = AMSMemory(objects: 1)
  ) {
    dissection.request(
      .ams, id: header.id(ordinal), verb, object, deed: deed, code: UInt32(header.command.rawValue),
      memory: memory.rawValue)
  }

  private func open(
    _ header: AMSHeader, _ group: AMSGroup, octets: UInt32, _ dissection: inout Dissection,
    file: ObjectReference? = nil
  ) {
    guard case .deed(let verb, let deed) = group.meaning(of: header.command) else {
      dissection.senderIsClient = true
      return
    }
    open(header, verb, file ?? group.object(octets: octets), &dissection, deed: deed)
  }

  /// The path that a file service's data begin with, to the first null octet.
  private func file(
    _ group: AMSGroup, _ octets: UInt32, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) -> ObjectReference? {
    guard group.namesFile, octets <= AMSDissector.shownLimitOctets else { return nil }
    let data = try reader.span(Int(octets))
    let name = dissection.names.intern(data.extracting(0..<data.textOctets))
    return name == .none ? nil : ObjectReference(.file, text: name)
  }

  private func beginReadWrite(
    _ header: AMSHeader, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let group = try self.group(header, &reader)
    let readOctets = try reader.uint32LittleEndian()
    let writtenOctets = try reader.uint32LittleEndian()
    if group.isSumCommand { return try beginSum(header, group, &reader, &dissection) }
    open(
      header, group, octets: max(readOctets, writtenOctets), &dissection,
      file: try file(group, writtenOctets, &reader, &dissection))
  }

  /// Many accesses in one message: the offset is their number, the data their groups, offsets and lengths.
  ///
  /// Source: Beckhoff InfoSys, "ADS-sum command".
  private func beginSum(
    _ header: AMSHeader, _ sum: AMSGroup, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let command: AMSCommand
    // Octets of an entry behind its group, offset and first length.
    let further: Int
    switch sum.group {
    case 0xF081: (command, further) = (.write, 0)
    case 0xF082: (command, further) = (.readWrite, 4)
    case 0xF085: (command, further) = (.read, 28)
    case 0xF086:
      dissection.senderIsClient = true
      return
    default: (command, further) = (.read, 0)
    }
    let objects = Int(min(sum.offset, UInt32(Dissection.objectLimit)))
    let memory = AMSMemory(
      objects: objects, resultOctets: sum.group == 0xF080 || sum.group == 0xF081 ? 4 : 8)
    dissection.droppedObjects &+= Int(clamping: sum.offset) - objects
    for ordinal in 0..<objects {
      let group = try self.group(header, &reader)
      let octets = try reader.uint32LittleEndian()
      try reader.skip(further)
      // Housekeeping has its place among the results too, and so keeps its ordinal.
      let meaning = group.meaning(of: command)
      let (verb, deed): (Verb, Deed) =
        if case .deed(let verb, let deed) = meaning { (verb, deed) } else { (.browse, .plain) }
      open(
        header, verb, group.object(octets: octets), &dissection, deed: deed, ordinal: ordinal,
        memory: memory)
    }
  }

  /// What asking for a state does. The system service takes "reset" as a start in run mode.
  ///
  /// Source: Beckhoff TwinCAT ADS/AMS specification (TE1000), "ADS states".
  static func deed(ofState state: UInt16, port: UInt16) -> Deed {
    switch state {
    case 2: port == AMSGroup.Port.system ? .restart : .reset
    case 4, 5, 14: .start
    case 6, 12, 13: .stop
    default: .modeChange
    }
  }
}

extension Span where Element == UInt8 {
  /// Octets before the first null octet.
  var textOctets: Int {
    var end = 0
    while end < count, self[end] != 0 { end += 1 }
    return end
  }
}
