import Bytes
import Vocabulary

/// SMB1's files and pipes: opened, read, written, renamed, deleted, closed.
///
/// Source: MS-CIFS, sections 2.2.4.3 to 2.2.4.8, 2.2.4.41 to 2.2.4.43 and 2.2.4.64.
extension SMBDissector {
  mutating func takeFileRequest(
    _ command: SMB1Command, _ header: SMB1Header, _ block: SMB1Block, _ octets: Span<UInt8>,
    _ dissection: inout Dissection
  ) {
    let words = block.wordsAt
    switch command {
    case .ntCreateX, .openX, .open, .create, .createNew:
      takeOpen(command, header, block, octets, &dissection)
    case .readX:
      guard let id = octets.little16(words + 4) else { return }
      let high = UInt64(block.wordCount >= 12 ? octets.little32(words + 20) ?? 0 : 0)
      let offset = high << 32 | UInt64(octets.little32(words + 6) ?? 0)
      note(SMBCall(kind: .read, offset: offset), on: id, command, header, &dissection)
    case .writeX:
      guard let id = octets.little16(words + 4), let offset = octets.little32(words + 6) else { return }
      let position = openFile(id, header, &dissection)
      takeWrite(octets, words, block.wordCount, offset, position, &dissection)
      checkRawWrite(id, octets.little16(words + 14) ?? 0, header, &dissection)
      note(SMBCall(kind: .write), on: id, command, header, &dissection)
    case .close:
      guard let id = octets.little16(words) else { return }
      note(SMBCall(kind: .close), on: id, command, header, &dissection)
    case .delete:
      let (path, _) = string(header, octets, min(block.bytesAt + 1, block.bytesEnd), block.bytesEnd)
      setPath(header, octets, path)
      files.begin(
        SMBCall(kind: .delete, path: text), callKey(command, header, &dissection), &dissection)
    case .rename:
      let (old, next) = string(header, octets, min(block.bytesAt + 1, block.bytesEnd), block.bytesEnd)
      setPath(header, octets, old)
      let oldPath = text
      let (new, _) = string(header, octets, min(next + 1, block.bytesEnd), block.bytesEnd)
      setPath(header, octets, new)
      files.begin(
        SMBCall(kind: .rename, path: oldPath, newPath: text), callKey(command, header, &dissection),
        &dissection)
    default: return
    }
  }

  private mutating func takeOpen(
    _ command: SMB1Command, _ header: SMB1Header, _ block: SMB1Block, _ octets: Span<UInt8>,
    _ dissection: inout Dissection
  ) {
    let words = block.wordsAt
    var access: UInt32 = 0
    var options: UInt32 = 0
    switch command {
    case .ntCreateX:
      access = octets.little32(words + 15) ?? 0
      options = octets.little32(words + 39) ?? 0
      let length = Int(octets.little16(words + 5) ?? 0)
      let start = header.isUnicode ? block.bytesAt + block.bytesAt & 1 : block.bytesAt
      setPath(header, octets, range(start, length: min(length, block.bytesEnd - start), of: octets))
    case .openX:
      access = (octets.little16(words + 6) ?? 0) & 7 == 0 ? 0 : 2
      setPath(header, octets, string(header, octets, block.bytesAt, block.bytesEnd).0)
    default:
      if command != .open { access = 2 }
      setPath(
        header, octets, string(header, octets, min(block.bytesAt + 1, block.bytesEnd), block.bytesEnd).0)
    }
    let key = callKey(command, header, &dissection)
    let position = files.open(
      SMBKey(serial: dissection.serial, high: 1 << 61 | key.high, low: key.low),
      tree: tree(header, &dissection), path: text, isNamed: true, .smb, &dissection)
    files.files[position].access = access
    files.files[position].options = options
    files.calls.insert(
      key, SMBCall(kind: .create, file: position, number: files.files[position].number))
  }

  private mutating func takeWrite(
    _ octets: Span<UInt8>, _ words: Int, _ wordCount: Int, _ offset: UInt32, _ position: Int,
    _ dissection: inout Dissection
  ) {
    let high = UInt64(wordCount >= 14 ? octets.little32(words + 24) ?? 0 : 0)
    let length = Int(octets.little16(words + 18) ?? 0) << 16 | Int(octets.little16(words + 20) ?? 0)
    let dataAt = Int(octets.little16(words + 22) ?? 0)
    files.noteWrite(
      position, octets: length, at: high << 32 | UInt64(offset),
      octets.extracting(octets.shown(from: dataAt, length: length)),
      &dissection)
  }

  /// Remembers a call on an open file until its response.
  private mutating func note(
    _ call: SMBCall, on id: UInt16, _ command: SMB1Command, _ header: SMB1Header,
    _ dissection: inout Dissection
  ) {
    let position = openFile(id, header, &dissection)
    var call = call
    call.file = position
    call.number = files.files[position].number
    files.begin(call, callKey(command, header, &dissection), &dissection)
  }

  /// The open file of an id; one whose opening was not captured is opened without a name.
  mutating func openFile(_ id: UInt16, _ header: SMB1Header, _ dissection: inout Dissection) -> Int {
    let key = fileKey(id, &dissection)
    if let known = files.files.find(key) { return known }
    return files.open(key, tree: tree(header, &dissection), path: [], isNamed: false, .smb, &dissection)
  }

  func fileKey(_ id: UInt16, _ dissection: inout Dissection) -> SMBKey {
    SMBKey(serial: dissection.serial, high: 1 << 60, low: UInt64(id))
  }

  mutating func takeFileResponse(
    _ command: SMB1Command, _ header: SMB1Header, _ block: SMB1Block, _ octets: Span<UInt8>,
    _ dissection: inout Dissection
  ) {
    guard let at = files.calls.find(callKey(command, header, &dissection)) else { return }
    let call = files.calls[at]
    files.calls.remove(at)
    if call.file < 0 { return takePathResponse(call, header, &dissection) }
    guard let position = files.file(of: call) else { return }
    let words = block.wordsAt
    switch call.kind {
    case .create:
      guard header.isSuccess, let opened = opened(command, block, octets) else {
        return files.refuse(position, header.status, &dissection)
      }
      let key = fileKey(opened.id, &dissection)
      if let stale = files.files.find(key) { files.finish(stale, &dissection) }
      files.files.move(position, to: key)
      files.confirm(position, action: opened.action, isFolder: opened.isFolder, &dissection)
    case .read:
      guard header.isSuccess, block.wordCount >= 12 else {
        return files.files[position].reads.note(false)
      }
      let length = Int(octets.little16(words + 14) ?? 0) << 16 | Int(octets.little16(words + 10) ?? 0)
      let dataAt = Int(octets.little16(words + 12) ?? 0)
      files.noteRead(
        position, octets: length, at: call.offset,
        octets.extracting(octets.shown(from: dataAt, length: length)), &dissection)
    default: files.end(call, position, isSuccess: header.isSuccess, &dissection)
    }
  }

  /// What the answer to an opening says: the file's id, and what the server found.
  private func opened(
    _ command: SMB1Command, _ block: SMB1Block, _ octets: Span<UInt8>
  ) -> (id: UInt16, action: UInt32, isFolder: Bool)? {
    let words = block.wordsAt
    switch command {
    case .ntCreateX:
      guard block.wordCount >= 34, let id = octets.little16(words + 5),
        let action = octets.little32(words + 7), words + 67 < octets.count
      else { return nil }
      return (id, action, octets[words + 67] != 0)
    case .openX:
      guard block.wordCount >= 15, let id = octets.little16(words + 4),
        let result = octets.little16(words + 22)
      else { return nil }
      // 1 opened, 2 created, 3 emptied.
      return (id, UInt32(result & 3), false)
    default:
      guard let id = octets.little16(words) else { return nil }
      return (id, command == .open ? 1 : 2, false)
    }
  }

  /// A file that was deleted or renamed by its path.
  mutating func takePathResponse(_ call: SMBCall, _ header: SMB1Header, _ dissection: inout Dissection) {
    guard call.kind == .delete || call.kind == .rename else { return }
    let position = files.open(
      SMBKey(serial: dissection.serial, high: 1 << 59, low: 0), tree: tree(header, &dissection),
      path: call.path, isNamed: true, .smb, &dissection)
    files.end(
      SMBCall(kind: call.kind, newPath: call.newPath, moment: call.moment), position,
      isSuccess: header.isSuccess, &dissection)
    files.finish(position, &dissection)
  }

  /// Octets of a large message that are worth waiting for.
  func wantedOctetsOfSMB1(
    _ octets: Span<UInt8>, whole: Int, _ dissection: inout Dissection
  ) -> Int {
    var reader = ByteReader(octets)
    guard let header = try? SMB1Header(parsing: &reader) else { return whole }
    switch (header.command, header.isResponse) {
    case (.writeX, false):
      guard let id = octets.little16(37) else { return 112 }
      return wantedOctets(
        of: files.files.find(fileKey(id, &dissection)), isWrite: true, at: UInt64(octets.little32(39) ?? 0),
        whole: whole)
    case (.readX, true):
      guard let call = files.calls.find(callKey(.readX, header, &dissection)) else { return 112 }
      return wantedOctets(
        of: files.file(of: files.calls[call]), isWrite: false, at: files.calls[call].offset, whole: whole)
    case (.sessionSetup, _), (.treeConnectX, _), (.ntCreateX, _), (.transaction, _): return whole
    default: return 112
    }
  }
}
