import Bytes
import Vocabulary

/// The parameters and octets of one command of an SMB1 message; offsets count from the message's header.
///
///     0            1           1 + 2n       3 + 2n
///     +------------+-----------+------------+--------
///     | word count | words … n | byte count | octets …
///
/// Source: MS-CIFS, sections 2.2.3.2 and 2.2.3.3.
struct SMB1Block: Sendable {
  var wordsAt: Int
  var wordCount: Int
  var bytesAt: Int
  var bytesEnd: Int

  init?(_ octets: Span<UInt8>, at start: Int) {
    guard start >= SMB1Header.octets, start < octets.count else { return nil }
    wordCount = Int(octets[start])
    wordsAt = start &+ 1
    let countAt = wordsAt &+ wordCount &* 2
    guard countAt <= octets.count else { return nil }
    bytesAt = min(countAt &+ 2, octets.count)
    // Some senders count a longer body than they send.
    bytesEnd = min(octets.count, bytesAt &+ Int(octets.little16(countAt) ?? 0))
  }
}

/// SMB1's messages: shares here, files in ``SMB1Files.swift``, transactions in ``SMB1Transactions.swift``.
///
/// Source: MS-CIFS, section 2.2.4.
extension SMBDissector {
  /// Commands of one message that are read.
  private static let chainLimit = 8

  mutating func takeSMB1(_ octets: Span<UInt8>, whole: Int, _ dissection: inout Dissection) {
    dissection.note(.smb)
    do throws(DecodeError) {
      var reader = ByteReader(octets)
      let header = try SMB1Header(parsing: &reader)
      var command = header.command
      var start = SMB1Header.octets
      for _ in 0..<Self.chainLimit {
        dissection.count(
          .smb, header.isResponse ? .response : .request, MessageCode(UInt32(command.rawValue)))
        guard let block = SMB1Block(octets, at: start) else {
          throw DecodeError(.truncated, at: start)
        }
        try take(command, header, block, octets, &dissection)
        guard command.isChained, block.wordCount >= 2, let offset = octets.little16(block.wordsAt + 2) else {
          return
        }
        command = SMB1Command(rawValue: octets[block.wordsAt])
        guard command != .none, Int(offset) > start else { return }
        start = Int(offset)
      }
    } catch {
      if octets.count >= whole { dissection.malformed(.smb) }
    }
  }

  private mutating func take(
    _ command: SMB1Command, _ header: SMB1Header, _ block: SMB1Block, _ octets: Span<UInt8>,
    _ dissection: inout Dissection
  ) throws(DecodeError) {
    switch command {
    case .sessionSetup:
      var reader = ByteReader(octets)
      try reader.skip(block.wordsAt - 1)
      try takeSessionSetup(header, octets, &reader, &dissection)
    case .treeConnectX, .treeConnect: takeTreeConnect(command, header, block, octets, &dissection)
    case .transaction, .transaction2, .ntTransaction, .transactionSecondary, .transaction2Secondary,
      .ntTransactionSecondary:
      takeTransaction(command, header, block, octets, &dissection)
    default:
      if header.isResponse {
        takeFileResponse(command, header, block, octets, &dissection)
      } else {
        takeFileRequest(command, header, block, octets, &dissection)
      }
    }
  }

  private mutating func takeTreeConnect(
    _ command: SMB1Command, _ header: SMB1Header, _ block: SMB1Block, _ octets: Span<UInt8>,
    _ dissection: inout Dissection
  ) {
    let id = Self.shareID(UInt64(header.multiplexID))
    let key = callKey(command, header, &dissection)
    if header.isResponse {
      dissection.reply(id, header.isSuccess ? .succeeded : .refused)
      guard let position = files.calls.find(key) else { return }
      let call = files.calls[position]
      files.calls.remove(position)
      guard header.isSuccess, call.kind == .treeConnect else { return }
      let isOld = command == .treeConnect
      let treeID = isOld ? octets.little16(block.wordsAt + 2) ?? header.treeID : header.treeID
      files.trees.insert(
        treeKey(treeID, &dissection), SMBTree(path: call.path, kind: SMBShareKind(path: call.path)))
      return
    }
    if command == .treeConnectX {
      let passwordOctets = Int(octets.little16(block.wordsAt + 6) ?? 0)
      let (path, _) = string(
        header, octets, min(block.bytesAt + passwordOctets, block.bytesEnd), block.bytesEnd)
      setText(header, octets, path)
    } else {
      // A format octet stands before each text.
      let (path, _) = string(header, octets, min(block.bytesAt + 1, block.bytesEnd), block.bytesEnd)
      setText(header, octets, path)
    }
    let object = dissection.clientObject(.share, text.span)
    let isAdministration = SMBShareKind(path: text) == .administration
    dissection.request(
      .smb, id: id, .connect, object, deed: isAdministration ? .adminShareConnect : .plain)
    files.calls.insert(key, SMBCall(kind: .treeConnect, path: text))
  }

  /// Puts a text of the message together in ``text``.
  func range(_ start: Int, length: Int, of octets: Span<UInt8>) -> Range<Int> {
    let start = min(max(0, start), octets.count)
    return start..<min(octets.count, start + max(0, length))
  }

  mutating func setText(_ header: SMB1Header, _ octets: Span<UInt8>, _ range: Range<Int>) {
    text.removeAll(keepingCapacity: true)
    append(header, octets, range)
    while let last = text.last, last == 0 { text.removeLast() }
  }

  /// The same for a path behind a share.
  mutating func setPath(_ header: SMB1Header, _ octets: Span<UInt8>, _ range: Range<Int>) {
    setText(header, octets, range)
    while text.first == UInt8(ascii: "\\") { text.removeFirst() }
  }

  func callKey(
    _ command: SMB1Command, _ header: SMB1Header, _ dissection: inout Dissection
  ) -> SMBKey {
    SMBKey(
      serial: dissection.serial, high: 1 << 62 | UInt64(command.rawValue) << 32 | UInt64(header.processID),
      low: UInt64(header.multiplexID))
  }

  func treeKey(_ treeID: UInt16, _ dissection: inout Dissection) -> SMBKey {
    SMBKey(serial: dissection.serial, high: 1 << 62, low: UInt64(treeID))
  }

  func tree(_ header: SMB1Header, _ dissection: inout Dissection) -> SMBTree? {
    files.trees.find(treeKey(header.treeID, &dissection)).map { files.trees[$0] }
  }
}
