import Bytes
import Vocabulary

/// SMB1's transactions: pipes, listings, renames, and what worms make of them.
///
/// Source: MS-CIFS, sections 2.2.4.33 to 2.2.4.36, 2.2.4.46, 2.2.4.47, 2.2.4.62 and 2.2.4.63. The attacks:
/// Microsoft Security Bulletin MS17-010.
extension SMBDissector {
  /// What MS-CIFS reserves: no client sends it, but the back door DoublePulsar is called by it.
  private static let sessionSetupSubcommand: UInt16 = 0x0E
  /// What MS-CIFS reserves; attacks read the service's memory with it.
  private static let renameFunction: UInt16 = 5
  private static let peekPipe: UInt16 = 0x23
  private static let transactPipe: UInt16 = 0x26
  /// Beyond what a buffer of 16 bits' length holds.
  private static let hugeOctets: UInt32 = 0xFFFF
  /// The back door answers with the multiplex id of its call and one of these added.
  private static let backdoorAnswers: [UInt16] = [0x10, 0x11, 0x20, 0x21, 0x30]

  mutating func takeTransaction(
    _ command: SMB1Command, _ header: SMB1Header, _ block: SMB1Block, _ octets: Span<UInt8>,
    _ dissection: inout Dissection
  ) {
    if header.isResponse { return takeTransactionResponse(command, header, block, octets, &dissection) }
    switch command {
    case .transaction: takePipeTransaction(header, block, octets, &dissection)
    case .transaction2: takeTransaction2(header, block, octets, &dissection)
    case .ntTransaction: takeNTTransaction(header, block, octets, &dissection)
    default: takeSecondary(command, header, block, octets, &dissection)
    }
  }

  /// A transaction's parts are known by process and multiplex id, whatever their command.
  private func transactionKey(
    _ header: SMB1Header, answer: UInt16 = 0, _ dissection: inout Dissection
  ) -> SMBKey {
    SMBKey(
      serial: dissection.serial, high: 1 << 58 | UInt64(header.processID),
      low: UInt64(header.multiplexID &- answer))
  }

  private mutating func takePipeTransaction(
    _ header: SMB1Header, _ block: SMB1Block, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) {
    let words = block.wordsAt
    guard block.wordCount >= 14 else { return }
    var call = SMBCall(kind: .transaction, octets: UInt32(octets.little16(words + 2) ?? 0))
    if block.wordCount >= 16, let function = octets.little16(words + 28), let id = octets.little16(words + 30)
    {
      if function == Self.peekPipe, id == 0 { dissection.serviceAnomaly(.weaknessProbe, .smb) }
      if function == Self.transactPipe {
        let position = openFile(id, header, &dissection)
        files.files[position].kind = .pipes
        call.file = position
        call.number = files.files[position].number
        files.takePipe(
          position,
          octets.extracting(
            octets.shown(
              from: Int(octets.little16(words + 24) ?? 0), length: Int(octets.little16(words + 22) ?? 0))),
          &dissection)
      }
    }
    files.calls.insert(transactionKey(header, &dissection), call)
  }

  private mutating func takeTransaction2(
    _ header: SMB1Header, _ block: SMB1Block, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) {
    let words = block.wordsAt
    guard block.wordCount >= 15, let subcommand = octets.little16(words + 28) else { return }
    let parametersAt = Int(octets.little16(words + 20) ?? 0)
    let parameters = octets.extracting(
      octets.shown(from: parametersAt, length: Int(octets.little16(words + 18) ?? 0)))
    let data = octets.extracting(
      octets.shown(
        from: Int(octets.little16(words + 24) ?? 0), length: Int(octets.little16(words + 22) ?? 0)))
    var call = SMBCall(kind: .transaction2, octets: UInt32(octets.little16(words + 2) ?? 0))
    switch subcommand {
    case Self.sessionSetupSubcommand:
      dissection.serviceAnomaly(.backdoorCall, .smb)
      call.kind = .backdoor
    case 1: takeListing(header, octets, parametersAt + 12, block.bytesEnd, &dissection)
    case 8: takeSetInfo(header, parameters, data, &call, &dissection)
    default: break
    }
    files.begin(call, transactionKey(header, &dissection), &dissection)
  }

  /// A folder is listed by a pattern; the folder is what is told.
  private mutating func takeListing(
    _ header: SMB1Header, _ octets: Span<UInt8>, _ start: Int, _ end: Int, _ dissection: inout Dissection
  ) {
    guard start <= end, let tree = tree(header, &dissection), tree.kind != .pipes else { return }
    setPath(header, octets, string(header, octets, start, end).0)
    while let last = text.last, last != UInt8(ascii: "\\") { text.removeLast() }
    if !text.isEmpty { text.removeLast() }
    let object = dissection.clientObject(.file, SMBFile.joined(tree.path, text).span)
    dissection.request(.smb, id: Self.listingID(header), .browse, object)
  }

  static func listingID(_ header: SMB1Header) -> UInt64 {
    3 << 60 | UInt64(header.processID) << 16 | UInt64(header.multiplexID)
  }

  /// Source: MS-CIFS, section 2.2.6.9; levels: section 2.2.8.4, and MS-SMB, section 2.2.2.3.5 (pass-through).
  private mutating func takeSetInfo(
    _ header: SMB1Header, _ parameters: Span<UInt8>, _ data: Span<UInt8>, _ call: inout SMBCall,
    _ dissection: inout Dissection
  ) {
    guard let id = parameters.little16(0), let level = parameters.little16(2) else { return }
    switch level {
    case 0x102, 1013:
      guard !data.isEmpty else { return }
      call.kind = data[0] & 1 != 0 ? .delete : .keep
    case 1010:
      guard let length = data.little32(8) else { return }
      call.kind = .rename
      setPath(
        header, data, range(12, length: min(Int(clamping: length), SMBFiles.pathLimit), of: data))
      call.newPath = text
    default: return
    }
    let position = openFile(id, header, &dissection)
    call.file = position
    call.number = files.files[position].number
  }

  private mutating func takeNTTransaction(
    _ header: SMB1Header, _ block: SMB1Block, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) {
    let words = block.wordsAt
    guard block.wordCount >= 19, let total = octets.little32(words + 7),
      let function = octets.little16(words + 36)
    else { return }
    if function == Self.renameFunction { dissection.serviceAnomaly(.serviceExploit, .smb) }
    files.calls.insert(
      transactionKey(header, &dissection), SMBCall(kind: .ntTransaction, octets: total))
  }

  /// A later part: it has to be of its first part's kind, and inside what that announced.
  private mutating func takeSecondary(
    _ command: SMB1Command, _ header: SMB1Header, _ block: SMB1Block, _ octets: Span<UInt8>,
    _ dissection: inout Dissection
  ) {
    guard let at = files.calls.find(transactionKey(header, &dissection)) else { return }
    let first = files.calls[at]
    let words = block.wordsAt
    let isSame: Bool
    let end: UInt64
    switch command {
    case .transactionSecondary, .transaction2Secondary:
      isSame = first.kind == (command == .transactionSecondary ? .transaction : .transaction2)
      end = UInt64(octets.little16(words + 10) ?? 0) + UInt64(octets.little16(words + 14) ?? 0)
    default:
      isSame = first.kind == .ntTransaction
      end = UInt64(octets.little32(words + 19) ?? 0) + UInt64(octets.little32(words + 27) ?? 0)
    }
    let isKnown: Bool
    switch first.kind {
    case .transaction, .transaction2, .ntTransaction: isKnown = true
    default: isKnown = false
    }
    if isKnown, !isSame || (end > UInt64(first.octets) && first.octets > Self.hugeOctets) {
      dissection.serviceAnomaly(.serviceExploit, .smb)
    }
  }

  /// A write to a pipe as raw octets under the ids of a transaction that is still open: what the service
  /// takes for the transaction's own.
  mutating func checkRawWrite(
    _ id: UInt16, _ mode: UInt16, _ header: SMB1Header, _ dissection: inout Dissection
  ) {
    guard mode & 0x04 != 0, header.multiplexID == id,
      let at = files.calls.find(transactionKey(header, &dissection)), files.calls[at].kind == .transaction
    else { return }
    dissection.serviceAnomaly(.serviceExploit, .smb)
  }

  private mutating func takeTransactionResponse(
    _ command: SMB1Command, _ header: SMB1Header, _ block: SMB1Block, _ octets: Span<UInt8>,
    _ dissection: inout Dissection
  ) {
    guard let at = files.calls.find(transactionKey(header, &dissection)) else {
      return checkBackdoor(command, header, &dissection)
    }
    // An answer without words to the first part asks for the others.
    if header.isSuccess, block.wordCount == 0 { return }
    let call = files.calls[at]
    files.calls.remove(at)
    if command == .transaction2 {
      dissection.reply(Self.listingID(header), header.isSuccess ? .succeeded : .refused)
    }
    guard let position = files.file(of: call) else { return }
    if call.kind == .transaction {
      let words = block.wordsAt
      guard header.isSuccess, block.wordCount >= 10 else { return }
      files.takePipe(
        position,
        octets.extracting(
          octets.shown(
            from: Int(octets.little16(words + 14) ?? 0), length: Int(octets.little16(words + 12) ?? 0))),
        &dissection)
    } else {
      files.end(call, position, isSuccess: header.isSuccess, &dissection)
    }
  }

  /// An answer under another multiplex id than its call: only the back door gives such.
  private mutating func checkBackdoor(
    _ command: SMB1Command, _ header: SMB1Header, _ dissection: inout Dissection
  ) {
    guard command == .transaction2 else { return }
    for answer in Self.backdoorAnswers {
      let key = transactionKey(header, answer: answer, &dissection)
      guard let at = files.calls.find(key), files.calls[at].kind == .backdoor else { continue }
      return dissection.serviceAnomaly(.backdoorAnswer, .smb)
    }
  }
}
