import Bytes
import Vocabulary

/// SMB2's files and pipes: opened, read, written, listed, renamed, deleted, closed.
extension SMBDissector {
  private static let pipeTransceive: UInt32 = 0x0011_C017
  /// A related message means the file of the message before it.
  private static let sameFile: UInt64 = .max

  mutating func takeFileRequest(
    _ header: SMB2Header, _ octets: Span<UInt8>, _ chained: inout Int?, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let body = SMB2Header.octets
    if header.command == .create {
      chained = try takeCreate(header, octets, &dissection)
      return
    }
    let fileAt: Int
    switch header.command {
    case .read, .write, .setInfo: fileAt = body + 16
    default: fileAt = body + 8
    }
    guard let persistent = octets.little64(fileAt), let volatile = octets.little64(fileAt + 8) else {
      throw DecodeError(.truncated, at: fileAt)
    }
    let position: Int
    if persistent == Self.sameFile, volatile == Self.sameFile, let chained {
      position = chained
    } else {
      position = open(header, persistent, volatile, &dissection)
    }
    chained = position
    var call = SMBCall(kind: .other, file: position, number: files.files[position].number)
    switch header.command {
    case .read:
      call.kind = .read
      call.offset = octets.little64(body + 8) ?? 0
    case .write:
      call.kind = .write
      takeWrite(octets, position, &dissection)
    case .queryDirectory:
      call.kind = .list
      files.files[position].listedAt =
        files.files[position].listedAt ?? SMBFile.Moment(time: dissection.time, place: dissection.place)
    case .control:
      guard octets.little32(body + 4) == Self.pipeTransceive, let offset = octets.little32(body + 24),
        let length = octets.little32(body + 28)
      else { return }
      call.kind = .transceive
      files.files[position].kind = .pipes
      files.takePipe(
        position, octets.extracting(octets.shown(from: Int(clamping: offset), length: Int(clamping: length))),
        &dissection)
    case .setInfo: guard takeSetInfo(octets, position, &call) else { return }
    default: call.kind = .close
    }
    files.begin(call, callKey(header, &dissection), &dissection)
  }

  /// The open file of an id; one whose opening was not captured is opened without a name.
  private mutating func open(
    _ header: SMB2Header, _ persistent: UInt64, _ volatile: UInt64, _ dissection: inout Dissection
  ) -> Int {
    let key = fileKey(persistent, volatile, &dissection)
    if let known = files.files.find(key) { return known }
    return files.open(key, tree: tree(header, &dissection), path: [], isNamed: false, .smb2, &dissection)
  }

  private func tree(_ header: SMB2Header, _ dissection: inout Dissection) -> SMBTree? {
    header.isAsynchronous ? nil : files.trees.find(treeKey(header, &dissection)).map { files.trees[$0] }
  }

  /// Ids are unlike in both halves; most servers count in the second.
  private func fileKey(_ persistent: UInt64, _ volatile: UInt64, _ dissection: inout Dissection) -> SMBKey {
    SMBKey(serial: dissection.serial, high: persistent &* 2 &+ 1, low: volatile)
  }

  /// Source: MS-SMB2, section 2.2.13.
  private mutating func takeCreate(
    _ header: SMB2Header, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) throws(DecodeError) -> Int {
    var reader = ByteReader(octets)
    try reader.skip(SMB2Header.octets + 24)
    let access = try reader.uint32LittleEndian()
    try reader.skip(12)
    let options = try reader.uint32LittleEndian()
    let name = try Self.field(octets, &reader)
    text.removeAll(keepingCapacity: true)
    WideText.append(octets.extracting(name.prefix(SMBFiles.pathLimit)), to: &text)
    while text.first == UInt8(ascii: "\\") { text.removeFirst() }
    let position = files.open(
      SMBKey(serial: dissection.serial, high: 0, low: header.messageID), tree: tree(header, &dissection),
      path: text, isNamed: true, .smb2, &dissection)
    files.files[position].access = access
    files.files[position].options = options
    files.calls.insert(
      callKey(header, &dissection),
      SMBCall(kind: .create, file: position, number: files.files[position].number))
    return position
  }

  /// Source: MS-SMB2, section 2.2.21.
  private mutating func takeWrite(
    _ octets: Span<UInt8>, _ position: Int, _ dissection: inout Dissection
  ) {
    let body = SMB2Header.octets
    guard let dataAt = octets.little16(body + 2), let length = octets.little32(body + 4),
      let offset = octets.little64(body + 8)
    else { return }
    files.noteWrite(
      position, octets: Int(clamping: length), at: offset,
      octets.extracting(octets.shown(from: Int(dataAt), length: Int(clamping: length))), &dissection)
  }

  /// A rename or a deletion; false for all else.
  ///
  /// Source: MS-SMB2, section 2.2.39; MS-FSCC, sections 2.4.11 and 2.4.42.
  private mutating func takeSetInfo(_ octets: Span<UInt8>, _ position: Int, _ call: inout SMBCall) -> Bool {
    let body = SMB2Header.octets
    guard octets.count >= body + 12, octets[body + 2] == 1, let bufferAt = octets.little16(body + 8) else {
      return false
    }
    let data = octets.extracting(octets.shown(from: Int(bufferAt), length: octets.count))
    switch octets[body + 3] {
    case 10, 65:
      guard let length = data.little32(16) else { return false }
      call.kind = .rename
      text.removeAll(keepingCapacity: true)
      WideText.append(
        data.extracting(data.shown(from: 20, length: min(Int(clamping: length), SMBFiles.pathLimit))),
        to: &text)
      while text.first == UInt8(ascii: "\\") { text.removeFirst() }
      call.newPath = text
    case 13, 64:
      guard !data.isEmpty else { return false }
      call.kind = data[0] & 1 != 0 ? .delete : .keep
    default: return false
    }
    return true
  }

  mutating func takeFileResponse(
    _ header: SMB2Header, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) {
    guard let at = files.calls.find(callKey(header, &dissection)) else { return }
    let call = files.calls[at]
    files.calls.remove(at)
    guard let position = files.file(of: call) else { return }
    let isSuccess = SMBStatus.isSuccess(header.status)
    let body = SMB2Header.octets
    switch call.kind {
    case .create:
      guard isSuccess, let action = octets.little32(body + 4), let attributes = octets.little32(body + 56),
        let persistent = octets.little64(body + 64), let volatile = octets.little64(body + 72)
      else { return files.refuse(position, header.status, &dissection) }
      let key = fileKey(persistent, volatile, &dissection)
      if let stale = files.files.find(key) { files.finish(stale, &dissection) }
      files.files.move(position, to: key)
      files.files[position].size = octets.little64(body + 48)
      files.confirm(position, action: action, isFolder: attributes & 0x10 != 0, &dissection)
    case .read:
      guard isSuccess, octets.count >= body + 8, let length = octets.little32(body + 4) else {
        // The end of the file is no refusal.
        if header.status != 0xC000_0011 { files.files[position].reads.note(false) }
        return
      }
      files.noteRead(
        position, octets: Int(clamping: length), at: call.offset,
        octets.extracting(octets.shown(from: Int(octets[body + 2]), length: Int(clamping: length))),
        &dissection)
    case .transceive:
      guard isSuccess, let offset = octets.little32(body + 32), let length = octets.little32(body + 36) else {
        return
      }
      files.takePipe(
        position, octets.extracting(octets.shown(from: Int(clamping: offset), length: Int(clamping: length))),
        &dissection)
    default: files.end(call, position, isSuccess: isSuccess, &dissection)
    }
  }

  /// Octets of a large message of one command that are worth waiting for.
  func wantedOctets(
    _ command: SMB2Command, _ octets: Span<UInt8>, whole: Int, _ dissection: inout Dissection
  ) -> Int {
    let isResponse = octets.count > 16 && octets[16] & 1 != 0
    switch (command, isResponse) {
    case (.sessionSetup, _), (.treeConnect, _), (.create, _), (.setInfo, false), (.control, _): return whole
    case (.write, false):
      guard let persistent = octets.little64(80), let volatile = octets.little64(88) else { return 112 }
      let file = files.files.find(fileKey(persistent, volatile, &dissection))
      return wantedOctets(of: file, isWrite: true, at: octets.little64(72) ?? 0, whole: whole)
    case (.read, true):
      guard let messageID = octets.little64(24),
        let call = files.calls.find(SMBKey(serial: dissection.serial, high: 2, low: messageID))
      else { return 112 }
      return wantedOctets(
        of: files.file(of: files.calls[call]), isWrite: false, at: files.calls[call].offset, whole: whole)
    default: return 112
    }
  }
}
