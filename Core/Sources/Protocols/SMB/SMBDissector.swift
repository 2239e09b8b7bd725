import Bytes
import Vocabulary

/// Dissects SMB as far as it says who is who: logins, shares, systems. Files' octets are passed over unread.
public struct SMBDissector: Sendable {
  public static let port: UInt16 = 445
  public static let netBIOSPort: UInt16 = 139

  /// Octets of a message that is read as a whole; of a longer one only its header counts.
  static let wholeLimit = 64 << 10

  /// Text that is put together; kept so that reading needs no memory of its own.
  var text: [UInt8] = []

  public init() {}

  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard let frame = SMBFrame(octets, at: 0) else {
      return octets.count < SMBFrame.headerOctets && (octets.isEmpty || SMBFrame.isType(octets[0]))
        ? .undecided : .no
    }
    switch frame.type {
    case SMBFrame.message:
      guard octets.count >= 8 else { return .undecided }
      return frame.bodyOctets >= SMB1Header.octets && SMBGeneration(octets, at: 4) != nil ? .consistent : .no
    // Two encoded names of 34 octets.
    case 0x81: return frame.bodyOctets == 68 ? .consistent : .no
    case 0x82, 0x85: return frame.bodyOctets == 0 ? .consistent : .no
    default: return frame.bodyOctets <= 6 ? .consistent : .no
    }
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count &- at >= SMBFrame.headerOctets {
      guard let frame = SMBFrame(octets, at: at) else {
        dissection.malformed(.nbss)
        return .lost(after: at)
      }
      let end = at &+ SMBFrame.headerOctets &+ frame.bodyOctets
      if frame.type != SMBFrame.message || frame.bodyOctets < 4 {
        dissection.note(.nbss)
        at = end
        continue
      }
      let needed = min(end, at &+ SMBFrame.headerOctets &+ SMB1Header.octets)
      if octets.count < needed { return StreamProgress(consumed: at, needs: needed &- at) }
      guard let generation = SMBGeneration(octets, at: at &+ 4) else {
        dissection.malformed(.nbss)
        return .lost(after: at)
      }
      let isWanted = frame.bodyOctets <= Self.wholeLimit && Self.isWanted(generation, octets, at: at &+ 4)
      if isWanted, octets.count < end { return StreamProgress(consumed: at, needs: end &- at) }
      dissection.note(.nbss)
      note(generation, &dissection)
      if isWanted { take(generation, octets.extracting((at &+ 4)..<end), &dissection) }
      at = end
    }
    return StreamProgress(consumed: at)
  }

  private func note(_ generation: SMBGeneration, _ dissection: inout Dissection) {
    switch generation {
    case .smb1: dissection.note(.smb)
    case .smb2, .compressed: dissection.note(.smb2)
    case .encrypted:
      dissection.note(.smb2)
      dissection.isEncrypted = true
    }
    dissection.refinedName = generation == .smb1 ? .smb : .smb2
  }

  /// Only logins and shares are read; reads and writes of files are most of the traffic.
  private static func isWanted(_ generation: SMBGeneration, _ octets: Span<UInt8>, at: Int) -> Bool {
    switch generation {
    case .smb1: octets.count &- at >= SMB1Header.octets && octets[at &+ 4] == SMB1Header.sessionSetup
    case .smb2:
      switch SMB2Header.command(octets, at: at) {
      case SMB2Header.sessionSetup, SMB2Header.treeConnect: true
      default: false
      }
    case .encrypted, .compressed: false
    }
  }

  private mutating func take(
    _ generation: SMBGeneration, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) {
    do throws(DecodeError) {
      var reader = ByteReader(octets)
      if generation == .smb1 {
        try takeSessionSetup(SMB1Header(parsing: &reader), octets, &reader, &dissection)
      } else {
        let header = try SMB2Header(parsing: &reader)
        if header.command == SMB2Header.sessionSetup {
          try takeSessionSetup(header, octets, &reader, &dissection)
        } else {
          try takeTreeConnect(header, octets, &reader, &dissection)
        }
      }
    } catch {
      dissection.malformed(generation == .smb1 ? .smb : .smb2)
    }
  }

  /// Logins and shares of one message id are told apart by the lowest bit.
  static func loginID(_ messageID: UInt64) -> UInt64 { messageID << 1 | 1 }
  private static func shareID(_ messageID: UInt64) -> UInt64 { messageID << 1 }
}

extension SMBDissector {
  /// Source: MS-SMB2, sections 2.2.5 and 2.2.6.
  private func takeSessionSetup(
    _ header: SMB2Header, _ octets: Span<UInt8>, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    if header.isResponse, header.status != SMBStatus.moreProcessing {
      dissection.reply(
        Self.loginID(header.messageID), header.status == SMBStatus.success ? .succeeded : .refused)
      return
    }
    try reader.skip(header.isResponse ? 4 : 12)
    let token = try Self.field(octets, &reader)
    NTLMSSP.take(
      octets.extracting(token), request: header.isResponse ? 0 : Self.loginID(header.messageID), &dissection)
  }

  /// Source: MS-SMB2, sections 2.2.9 and 2.2.10.
  private mutating func takeTreeConnect(
    _ header: SMB2Header, _ octets: Span<UInt8>, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    if header.isResponse {
      dissection.reply(
        Self.shareID(header.messageID), header.status == SMBStatus.success ? .succeeded : .refused)
      return
    }
    try reader.skip(4)
    let path = try Self.field(octets, &reader)
    text.removeAll(keepingCapacity: true)
    WideText.append(octets.extracting(path.prefix(ClientTexts.textOctetLimit * 2)), to: &text)
    let object = dissection.clientObject(.share, text.span)
    dissection.request(.smb2, id: Self.shareID(header.messageID), .connect, object)
  }

  /// Offset from the header's beginning and length: where a field's octets stand.
  private static func field(
    _ octets: Span<UInt8>, _ reader: inout ByteReader
  ) throws(DecodeError) -> Range<Int> {
    let offset = Int(try reader.uint16LittleEndian())
    let length = Int(try reader.uint16LittleEndian())
    guard length > 0 else { return 0..<0 }
    guard offset <= octets.count, length <= octets.count - offset else {
      throw DecodeError(.truncated, at: reader.position - 4)
    }
    return offset..<(offset + length)
  }
}
