import Vocabulary

/// The open files of all flows: what is done to each becomes one activity of its kind, and one file touch.
///
/// A file that is read in ten thousand pieces costs ten thousand additions and one activity.
struct SMBFiles: Sendable {
  static let treeLimit = 4_096
  static let fileLimit = 8_192
  static let callLimit = 16_384
  /// Octets of a path that are kept.
  static let pathLimit = 400

  var trees = SMBTable<SMBTree>(limit: treeLimit)
  var files = SMBTable<SMBFile>(limit: fileLimit)
  var calls = SMBTable<SMBCall>(limit: callLimit)
  var pipes = DCERPCPipes()
  private var lastNumber: UInt32 = 0

  /// Opens a file under a key, with what is known of its tree.
  mutating func open(
    _ key: SMBKey, tree: SMBTree?, path: [UInt8], isNamed: Bool, _ name: ProtocolName,
    _ dissection: inout Dissection
  ) -> Int {
    if let known = files.find(key) { finish(known, &dissection) }
    if let old = files.givingWay() { finish(old, &dissection) }
    lastNumber &+= 1
    let isFromClient = dissection.isFromClient
    let kind = tree?.kind ?? .files
    var file = SMBFile(
      number: lastNumber, name: name, client: isFromClient ? dissection.sender : dissection.receiver,
      server: isFromClient ? dissection.receiver : dissection.sender, share: tree?.path ?? [], path: path,
      kind: kind, isNamed: isNamed,
      openedAt: SMBFile.Moment(time: dissection.time, place: dissection.place))
    if kind == .administration { file.deeds.insert(.adminShare) }
    return files.insert(key, file)
  }

  /// Remembers a call until its answer.
  mutating func begin(_ call: SMBCall, _ key: SMBKey, _ dissection: inout Dissection) {
    var call = call
    let now = SMBFile.Moment(time: dissection.time, place: dissection.place)
    call.moment = now
    if call.kind == .read, let position = file(of: call), files[position].readAt == nil {
      files[position].readAt = now
    }
    calls.insert(key, call)
  }

  /// The open file that a call was made on, nil where it was closed meanwhile.
  func file(of call: SMBCall) -> Int? {
    guard call.file >= 0, files.isKept(call.file), files[call.file].number == call.number else { return nil }
    return call.file
  }

  /// Octets that were read from a file: `shown` are the first of them, as far as they were captured.
  mutating func noteRead(
    _ position: Int, octets: Int, at offset: UInt64, _ shown: Span<UInt8>, _ dissection: inout Dissection
  ) {
    files[position].reads.note(true)
    files[position].deeds.insert(.read)
    files[position].octetsRead &+= UInt64(octets)
    if files[position].readAt == nil {
      files[position].readAt = SMBFile.Moment(time: dissection.time, place: dissection.place)
    }
    if files[position].kind == .pipes { return takePipe(position, shown, &dissection) }
    if offset == 0, files[position].readMeasure.sampleOctets == 0, !shown.isEmpty {
      files[position].readMeasure = ContentMeasure(shown)
    }
    if dissection.wantsFiles {
      carry(position, isWrite: false, octets: octets, at: offset, shown, &dissection)
    }
  }

  mutating func noteWrite(
    _ position: Int, octets: Int, at offset: UInt64, _ shown: Span<UInt8>, _ dissection: inout Dissection
  ) {
    files[position].deeds.insert(.written)
    if offset == 0 { files[position].deeds.insert(.writtenFromStart) }
    files[position].octetsWritten &+= UInt64(octets)
    if files[position].writtenAt == nil {
      files[position].writtenAt = SMBFile.Moment(time: dissection.time, place: dissection.place)
    }
    if files[position].kind == .pipes { return takePipe(position, shown, &dissection) }
    if offset == 0, files[position].writtenMeasure.sampleOctets == 0, !shown.isEmpty {
      files[position].writtenMeasure = ContentMeasure(shown)
    }
    if dissection.wantsFiles {
      carry(position, isWrite: true, octets: octets, at: offset, shown, &dissection)
    }
  }

  /// Hashes a file that is read or written from its beginning on, one piece behind the other.
  private mutating func carry(
    _ position: Int, isWrite: Bool, octets: Int, at offset: UInt64, _ shown: Span<UInt8>,
    _ dissection: inout Dissection
  ) {
    let key = CarriedFiles.Key.open(files[position].number, isWrite: isWrite)
    let isBegun = isWrite ? files[position].isWriteCarried : files[position].isReadCarried
    if !isBegun {
      if isWrite { files[position].isWriteCarried = true } else { files[position].isReadCarried = true }
      guard offset == 0 else { return dissection.carried.noteInPart() }
      let file = files[position]
      dissection.beginFile(
        key, file.name, actor: file.client, target: file.server, object(of: file, &dissection),
        whole: nil, least: isWrite ? 0 : file.size ?? 0)
    }
    dissection.takeFile(key, pieceOf: UInt64(octets), at: offset, shown)
  }

  /// Octets of a pipe, in the direction of their sender.
  mutating func takePipe(_ position: Int, _ octets: Span<UInt8>, _ dissection: inout Dissection) {
    if octets.isEmpty { return }
    pipes.take(
      octets, NamedPipe(number: files[position].number, name: files[position].pipe), &dissection)
  }

  /// Whether the first octets of a read or write are worth waiting for: only a file's head is measured.
  func wantsSample(_ position: Int, isWrite: Bool, at offset: UInt64) -> Bool {
    let measure = isWrite ? files[position].writtenMeasure : files[position].readMeasure
    return offset == 0 && measure.sampleOctets == 0
  }
}

extension SMBFiles {
  /// Tells what was done to an open file, and forgets it.
  mutating func finish(_ position: Int, _ dissection: inout Dissection) {
    guard files.isKept(position) else { return }
    var file = files[position]
    files.remove(position)
    if file.isReadCarried { dissection.endFile(.open(file.number, isWrite: false), isEnd: true) }
    if file.isWriteCarried { dissection.endFile(.open(file.number, isWrite: true), isEnd: true) }
    if file.isDeletePending { file.deeds.insert(.deleted) }
    guard file.kind != .pipes else { return }
    if file.listedAt == nil, file.deeds.isDisjoint(with: Self.tellingDeeds) { return }
    let object = object(of: file, &dissection)
    if let moment = file.listedAt {
      tell(file, moment, .browse, .plain, file.lists.outcome, object, &dissection)
    }
    if let moment = file.readAt, file.octetsRead > 0 || file.reads.refused {
      tell(file, moment, .transfer, .fileRead, file.reads.outcome, object, &dissection)
    }
    let whole = file.whole
    let path = FilePath(whole.span)
    if let moment = file.writtenAt {
      let isProgram = path.traits.contains(.executable) || file.writtenMeasure.form.isProgram
      let deed: Deed =
        file.kind == .administration
        ? isProgram ? .adminExecutableWrite : .adminShareWrite : isProgram ? .executableWrite : .fileWrite
      tell(file, moment, .transfer, deed, file.writes.outcome, object, &dissection)
    } else if file.deeds.contains(.created), !file.deeds.contains(.folder) {
      tell(file, file.openedAt, .transfer, .fileWrite, .succeeded, object, &dissection)
    }
    if file.deeds.contains(.deleted) {
      tell(
        file, file.deletedAt ?? file.openedAt, .write, .fileDelete, .succeeded, object, &dissection)
    }
    guard file.isNamed, !file.path.isEmpty, !file.deeds.isDisjoint(with: Self.tellingDeeds) else { return }
    let moment = file.writtenAt ?? file.openedAt
    let newPath = file.newPath.isEmpty ? nil : FilePath(SMBFile.joined(file.share, file.newPath).span)
    dissection.observations.files.append(
      FileTouch(
        time: moment.time, place: moment.place, client: file.client, server: file.server, name: file.name,
        share: dissection.names.find(file.share.span) ?? .none, file: object.name, deeds: file.deeds,
        octetsRead: file.octetsRead, octetsWritten: file.octetsWritten, readMeasure: file.readMeasure,
        writtenMeasure: file.writtenMeasure, path: path, newPath: newPath))
  }

  /// What is more than a look at a file.
  private static let tellingDeeds: FileDeeds = [.created, .overwritten, .read, .written, .renamed, .deleted]

  /// The file as a report names it; beyond the limit of texts its share stands for it.
  private func object(of file: SMBFile, _ dissection: inout Dissection) -> ObjectReference {
    let whole = file.whole
    if whole.isEmpty { return .none }
    let object = dissection.clientObject(.file, whole.span, of: file.client)
    if object.space != .none { return object }
    return dissection.clientObject(.share, file.share.span, of: file.client)
  }

  /// Tells of a file that was not opened what it was to be opened for.
  func tellRefusal(_ position: Int, _ dissection: inout Dissection) {
    let file = files[position]
    let isWrite = file.writes.refused
    tell(
      file, file.openedAt, .transfer, isWrite ? .fileWrite : .fileRead, .refused,
      object(of: file, &dissection), &dissection)
  }

  /// Tells at once what a call on an open file came to.
  func tell(
    _ call: SMBCall, _ position: Int, _ verb: Verb, _ deed: Deed, _ outcome: Outcome,
    _ dissection: inout Dissection
  ) {
    let file = files[position]
    tell(
      file, call.moment ?? file.openedAt, verb, deed, outcome, object(of: file, &dissection), &dissection)
  }

  private func tell(
    _ file: SMBFile, _ moment: SMBFile.Moment, _ verb: Verb, _ deed: Deed, _ outcome: Outcome,
    _ object: ObjectReference, _ dissection: inout Dissection
  ) {
    dissection.observations.activities.append(
      ActivityObservation(
        time: moment.time, place: moment.place, actor: file.client, target: file.server, object: object,
        verb: verb, deed: deed, outcome: outcome, name: file.name))
  }

  /// Tells what was done to all files that nobody closed, in the order in which they were opened.
  mutating func finishAll(_ dissection: inout Dissection) {
    let open = files.positions.sorted { files[$0].number < files[$1].number }
    for position in open { finish(position, &dissection) }
  }
}
