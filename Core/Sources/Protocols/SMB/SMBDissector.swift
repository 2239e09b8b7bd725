import Bytes
import Vocabulary

/// Dissects SMB1 and SMB2/3: who logs in, which shares, which files are read, written, renamed, deleted.
///
/// Files' contents are passed over but for the first octets of each, which are measured and not kept.
public struct SMBDissector: Sendable {
  public static let port: UInt16 = 445
  public static let netBIOSPort: UInt16 = 139
  public static let openFileLimit = SMBFiles.fileLimit

  /// Octets of a message that is read as a whole whatever it is.
  private static let smallLimit = 2_048
  /// Octets of a message that is read as a whole where its kind asks for it.
  private static let wholeLimit = 128 << 10
  /// Octets before the content of a read or write.
  private static let leadOctets = 112

  /// Text that is put together; kept so that reading needs no memory of its own.
  var text: [UInt8] = []
  var files = SMBFiles()

  public init() {}

  /// Shares, open files and calls that gave way to others.
  public var droppedTrees: Int { files.trees.dropped }
  public var droppedFiles: Int { files.files.dropped }
  public var droppedCalls: Int { files.calls.dropped }
  public var droppedPipes: Int { files.pipes.dropped }
  public var droppedAssociations: Int { files.pipes.droppedAssociations }

  public static let treeLimit = SMBFiles.treeLimit
  public static let callLimit = SMBFiles.callLimit
  public static let pipeLimit = DCERPCPipes.pipeLimit

  /// Tells what was done to the files that are still open, at the end of all traffic.
  public mutating func finish(_ dissection: inout Dissection) {
    files.finishAll(&dissection)
  }

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
      let start = at &+ SMBFrame.headerOctets
      let end = start &+ frame.bodyOctets
      if frame.type != SMBFrame.message || frame.bodyOctets < 4 {
        dissection.note(.nbss)
        at = end
        continue
      }
      if octets.count < min(end, start &+ SMB2Header.octets) {
        return StreamProgress(consumed: at, needs: min(end, start &+ SMB2Header.octets) &- at)
      }
      guard let generation = SMBGeneration(octets, at: start) else {
        if Self.isGroom(octets, at: start, frame) { dissection.serviceAnomaly(.serviceExploit, .smb2) }
        dissection.malformed(.nbss)
        return .lost(after: at)
      }
      let wanted = min(
        frame.bodyOctets,
        frame.bodyOctets <= Self.smallLimit
          ? frame.bodyOctets : wantedOctets(generation, octets, at: start, frame.bodyOctets, &dissection))
      if octets.count &- start < wanted {
        return StreamProgress(consumed: at, needs: SMBFrame.headerOctets &+ wanted)
      }
      dissection.note(.nbss)
      take(
        generation, octets.extracting(start..<min(end, octets.count)), whole: frame.bodyOctets, &dissection)
      at = end
    }
    return StreamProgress(consumed: at)
  }

  /// A message that has SMB2's mark and no header, and announces what fills the buffer that an attack wants.
  ///
  /// Source: Microsoft Security Bulletin MS17-010; seen in captures of the attack.
  private static func isGroom(_ octets: Span<UInt8>, at start: Int, _ frame: SMBFrame) -> Bool {
    frame.bodyOctets == 0xFFF7 && starts(octets, with: "SMB", at: start &+ 1) && octets[start] == 0xFE
      && octets.little16(start &+ 4) == 0
  }

  private mutating func take(
    _ generation: SMBGeneration, _ octets: Span<UInt8>, whole: Int, _ dissection: inout Dissection
  ) {
    dissection.refinedName = generation == .smb1 ? .smb : .smb2
    switch generation {
    case .smb1: takeSMB1(octets, whole: whole, &dissection)
    case .smb2: takeSMB2(octets, whole: whole, &dissection)
    case .encrypted:
      dissection.note(.smb2)
      dissection.isEncrypted = true
    case .compressed:
      dissection.note(.smb2)
      takeCompressed(octets, whole: whole, &dissection)
    }
  }

  /// Octets of a large message's beginning that say what is to be known of it.
  private func wantedOctets(
    _ generation: SMBGeneration, _ octets: Span<UInt8>, at start: Int, _ bodyOctets: Int,
    _ dissection: inout Dissection
  ) -> Int {
    let whole = bodyOctets <= Self.wholeLimit ? bodyOctets : Self.leadOctets
    let message = octets.extracting(start..<octets.count)
    switch generation {
    case .smb1:
      return wantedOctetsOfSMB1(message, whole: whole, &dissection)
    case .smb2:
      guard let command = message.little16(12), let next = message.little32(20) else { return whole }
      if next != 0 { return whole }
      return wantedOctets(SMB2Command(rawValue: command), message, whole: whole, &dissection)
    case .encrypted, .compressed: return 32
    }
  }

  /// What the content of a read or write of `file` asks for.
  func wantedOctets(of file: Int?, isWrite: Bool, at offset: UInt64, whole: Int) -> Int {
    guard let file else { return Self.leadOctets }
    if files.files[file].kind == .pipes { return whole }
    return files.wantsSample(file, isWrite: isWrite, at: offset)
      ? Self.leadOctets &+ ContentMeasure.sampleLimit : Self.leadOctets
  }

  /// Logins, shares and pipes' calls may be under way under one message id.
  static func loginID(_ messageID: UInt64) -> UInt64 { 1 << 62 | messageID & 0x0FFF_FFFF_FFFF_FFFF }
  static func shareID(_ messageID: UInt64) -> UInt64 { 2 << 60 | messageID & 0x0FFF_FFFF_FFFF_FFFF }
}

extension SMBDissector {
  /// A message whose content is compressed; nothing behind its header is read.
  ///
  /// Source: MS-SMB2, section 2.2.42; the hole that offsets beyond the message open is CVE-2020-0796.
  private func takeCompressed(_ octets: Span<UInt8>, whole: Int, _ dissection: inout Dissection) {
    guard let size = octets.little32(4), let flags = octets.little16(10), let offset = octets.little32(12)
    else { return }
    let isChained = flags & 1 != 0
    if !isChained, offset > UInt32(clamping: whole) || UInt64(size) + UInt64(offset) > UInt64(UInt32.max) {
      dissection.serviceAnomaly(.serviceExploit, .smb2)
    }
  }
}

extension Dissection {
  /// Something that only an attack on a file service sends.
  func anomaly(_ kind: Anomaly.Kind, _ name: ProtocolName) -> Anomaly {
    Anomaly(time: time, place: place, source: sender, target: receiver, kind: kind, name: name)
  }

  mutating func serviceAnomaly(_ kind: Anomaly.Kind, _ name: ProtocolName) {
    observations.anomalies.append(anomaly(kind, name))
  }
}
