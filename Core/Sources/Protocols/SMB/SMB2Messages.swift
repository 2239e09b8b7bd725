import Bytes
import Vocabulary

/// SMB2's messages: sessions and shares here, files in ``SMB2Files.swift``.
extension SMBDissector {
  /// Messages of one frame that are read.
  private static let chainLimit = 64

  /// Takes the messages of one frame, of which `octets` are shown and `whole` were sent.
  mutating func takeSMB2(_ octets: Span<UInt8>, whole: Int, _ dissection: inout Dissection) {
    dissection.note(.smb2)
    var start = 0
    // What the message before in the frame was about: those behind it may mean the same file.
    var chained: Int?
    for _ in 0..<Self.chainLimit {
      do throws(DecodeError) {
        var reader = ByteReader(octets.extracting(start..<octets.count))
        let header = try SMB2Header(parsing: &reader)
        guard header.next == 0 || (header.next >= SMB2Header.octets && header.next <= octets.count - start)
        else { throw DecodeError(.invalid, at: 20) }
        let end = header.next == 0 ? octets.count : start + header.next
        dissection.count(
          .smb2, header.isResponse ? .response : .request, MessageCode(UInt32(header.command.rawValue)))
        try take(header, octets.extracting(start..<end), &chained, &dissection)
        if header.next == 0 { return }
        start = end
      } catch {
        // Of a large message only the beginning is shown.
        if octets.count >= whole { dissection.malformed(.smb2) }
        return
      }
    }
  }

  private mutating func take(
    _ header: SMB2Header, _ octets: Span<UInt8>, _ chained: inout Int?, _ dissection: inout Dissection
  ) throws(DecodeError) {
    if header.isResponse, header.status == SMBStatus.pending { return }
    switch header.command {
    case .sessionSetup: try takeSessionSetup(header, octets, &dissection)
    case .treeConnect: try takeTreeConnect(header, octets, &dissection)
    case .create, .close, .read, .write, .control, .queryDirectory, .setInfo:
      if header.isResponse {
        takeFileResponse(header, octets, &dissection)
      } else {
        try takeFileRequest(header, octets, &chained, &dissection)
      }
    default: return
    }
  }

  /// Source: MS-SMB2, sections 2.2.5 and 2.2.6.
  private func takeSessionSetup(
    _ header: SMB2Header, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) throws(DecodeError) {
    if header.isResponse, header.status != SMBStatus.moreProcessing {
      dissection.reply(
        Self.loginID(header.messageID), header.status == SMBStatus.success ? .succeeded : .refused)
      return
    }
    var reader = ByteReader(octets)
    try reader.skip(SMB2Header.octets + (header.isResponse ? 4 : 12))
    let token = try Self.field(octets, &reader)
    SecurityToken.take(
      octets.extracting(token), request: header.isResponse ? 0 : Self.loginID(header.messageID), &dissection)
  }

  /// Source: MS-SMB2, sections 2.2.9 and 2.2.10.
  private mutating func takeTreeConnect(
    _ header: SMB2Header, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let id = Self.shareID(header.messageID)
    let key = callKey(header, &dissection)
    if header.isResponse {
      let isSuccess = header.status == SMBStatus.success
      dissection.reply(id, isSuccess ? .succeeded : .refused)
      guard let position = files.calls.find(key) else { return }
      let call = files.calls[position]
      files.calls.remove(position)
      guard isSuccess, call.kind == .treeConnect else { return }
      files.trees.insert(
        treeKey(header, &dissection), SMBTree(path: call.path, kind: SMBShareKind(path: call.path)))
      return
    }
    var reader = ByteReader(octets)
    try reader.skip(SMB2Header.octets + 4)
    let path = try Self.field(octets, &reader)
    text.removeAll(keepingCapacity: true)
    WideText.append(octets.extracting(path.prefix(ClientTexts.textOctetLimit * 2)), to: &text)
    let object = dissection.clientObject(.share, text.span)
    let isAdministration = SMBShareKind(path: text) == .administration
    dissection.request(
      .smb2, id: id, .connect, object, deed: isAdministration ? .adminShareConnect : .plain)
    files.calls.insert(key, SMBCall(kind: .treeConnect, path: text))
  }

  /// Offset from the header's beginning and length: where a field's octets stand.
  static func field(_ octets: Span<UInt8>, _ reader: inout ByteReader) throws(DecodeError) -> Range<Int> {
    let offset = Int(try reader.uint16LittleEndian())
    let length = Int(try reader.uint16LittleEndian())
    guard length > 0 else { return 0..<0 }
    guard offset <= octets.count, length <= octets.count - offset else {
      throw DecodeError(.truncated, at: reader.position - 4)
    }
    return offset..<(offset + length)
  }

  func callKey(_ header: SMB2Header, _ dissection: inout Dissection) -> SMBKey {
    SMBKey(serial: dissection.serial, high: 2, low: header.messageID)
  }

  func treeKey(_ header: SMB2Header, _ dissection: inout Dissection) -> SMBKey {
    SMBKey(serial: dissection.serial, high: header.sessionID, low: UInt64(header.treeID))
  }
}
