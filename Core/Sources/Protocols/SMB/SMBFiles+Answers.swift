import Vocabulary

/// What a server's answers make of the files that were asked for.
extension SMBFiles {
  /// Deletes the file when it is closed. Source: MS-SMB2, section 2.2.13.
  private static let deleteOnClose: UInt32 = 0x1000
  /// Rights to write, append, delete and all. Source: MS-SMB2, section 2.2.13.1.1.
  private static let changingRights: UInt32 = 0x5001_0006

  /// The server opened the file; `action` says what it found. Source: MS-SMB2, section 2.2.14.
  mutating func confirm(_ position: Int, action: UInt32, isFolder: Bool, _ dissection: inout Dissection) {
    files[position].deeds.insert(.opened)
    if files[position].kind == .pipes { return connect(position, .succeeded, &dissection) }
    if action == 2 { files[position].deeds.insert(.created) }
    if action == 0 || action == 3 { files[position].deeds.insert(.overwritten) }
    if isFolder { files[position].deeds.insert(.folder) }
    if files[position].options & Self.deleteOnClose != 0 { files[position].isDeletePending = true }
  }

  /// The server did not open the file. That a name is free is no refusal.
  mutating func refuse(_ position: Int, _ status: UInt32, _ dissection: inout Dissection) {
    if files[position].kind == .pipes {
      connect(position, .refused, &dissection)
    } else if !SMBStatus.isNotFound(status), !files[position].path.isEmpty {
      let moment = files[position].openedAt
      if files[position].access & Self.changingRights != 0 {
        files[position].writtenAt = moment
        files[position].writes.note(false)
      } else {
        files[position].readAt = moment
        files[position].reads.note(false)
      }
      tellRefusal(position, &dissection)
    }
    files.remove(position)
  }

  /// A pipe is a service that a client connects to.
  private mutating func connect(_ position: Int, _ outcome: Outcome, _ dissection: inout Dissection) {
    let file = files[position]
    let object = dissection.clientObject(.file, file.whole.span, of: file.client)
    files[position].pipe = dissection.clientObject(.file, file.path.span, of: file.client).name
    dissection.observations.activities.append(
      ActivityObservation(
        time: file.openedAt.time, place: file.openedAt.place, actor: file.client, target: file.server,
        object: object, verb: .connect, deed: .pipe, outcome: outcome, name: file.name))
  }

  /// Ends a call that only succeeded or not.
  mutating func end(_ call: SMBCall, _ position: Int, isSuccess: Bool, _ dissection: inout Dissection) {
    switch call.kind {
    case .write: files[position].writes.note(isSuccess)
    case .list: files[position].lists.note(isSuccess)
    case .rename:
      tell(call, position, .configure, .fileRename, isSuccess ? .succeeded : .refused, &dissection)
      guard isSuccess, !call.newPath.isEmpty else { return }
      files[position].deeds.insert(.renamed)
      files[position].newPath = call.newPath
    case .delete:
      guard isSuccess else {
        return tell(call, position, .write, .fileDelete, .refused, &dissection)
      }
      files[position].isDeletePending = true
      files[position].deletedAt = call.moment
    case .keep: if isSuccess { files[position].isDeletePending = false }
    case .close: finish(position, &dissection)
    default: return
    }
  }
}
