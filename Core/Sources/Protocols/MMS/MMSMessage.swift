import Bytes

/// What an MMS protocol data unit is, by the number of its tag.
///
/// Source: ISO 9506-2:2003, clause 7, MMSpdu.
enum MMSKind: UInt32 {
  case confirmedRequest = 0
  case confirmedResponse = 1
  case confirmedError = 2
  case unconfirmed = 3
  case reject = 4
  case cancelRequest = 5
  case cancelResponse = 6
  case cancelError = 7
  case initiateRequest = 8
  case initiateResponse = 9
  case initiateError = 10
  case concludeRequest = 11
  case concludeResponse = 12
  case concludeError = 13
}

/// A confirmed service, by the number of its choice; known or not.
///
/// Source: ISO 9506-2:2003, clause 7.2, ConfirmedServiceRequest.
struct MMSService: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt32

  init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  static let getNameList = MMSService(rawValue: 1)
  static let identify = MMSService(rawValue: 2)
  static let read = MMSService(rawValue: 4)
  static let write = MMSService(rawValue: 5)
  static let getVariableAccessAttributes = MMSService(rawValue: 6)
  static let initiateDownload = MMSService(rawValue: 26)
  static let downloadSegment = MMSService(rawValue: 27)
  static let terminateDownload = MMSService(rawValue: 28)
  static let initiateUpload = MMSService(rawValue: 29)
  static let uploadSegment = MMSService(rawValue: 30)
  static let terminateUpload = MMSService(rawValue: 31)
  static let obtainFile = MMSService(rawValue: 46)
  static let fileOpen = MMSService(rawValue: 72)
  static let fileRead = MMSService(rawValue: 73)
  static let fileClose = MMSService(rawValue: 74)
  static let fileRename = MMSService(rawValue: 75)
  static let fileDelete = MMSService(rawValue: 76)
  static let fileDirectory = MMSService(rawValue: 77)
  static let additional = MMSService(rawValue: 78)
}

/// A confirmed request or response: who is answered, which service, and where the service's octets stand.
///
///     SEQUENCE { invokeID INTEGER, modifiers SEQUENCE OPTIONAL, service CHOICE, detail [79] OPTIONAL }
///
/// Source: ISO 9506-2:2003, clause 7.1, Confirmed-RequestPDU and Confirmed-ResponsePDU.
struct MMSConfirmed {
  let invokeID: UInt32
  let service: MMSService

  /// Reads the invocation; the service's element is left as the next.
  init(parsing reader: inout BERReader) throws(DecodeError) {
    invokeID = UInt32(truncatingIfNeeded: BERValue.unsigned(try reader.take(.integer)) ?? 0)
    _ = try reader.takeIfPresent(.sequence)
    guard let choice = reader.nextTag, choice.tagClass == .context else {
      throw DecodeError(.invalid, at: reader.position)
    }
    service = MMSService(rawValue: choice.number)
  }
}

/// The object identifiers that tell MMS from other applications of the same transport.
enum MMSIdentifiers {
  /// 1.0.9506.2, without what makes it abstract syntax (1) or application context (3).
  static let standard: [UInt8] = [0x28, 0xCA, 0x22, 0x02]
  static let abstractSyntax: [UInt8] = [0x28, 0xCA, 0x22, 0x02, 0x01]
  static let applicationContext: [UInt8] = [0x28, 0xCA, 0x22, 0x02, 0x03]
}

extension MMSDissector {
  /// MMS straight on transport, without session: a choice of the PDU whose length fills the data unit, and
  /// which begins as its kind does.
  ///
  /// Source: ISO 9506-2:2003, clause 7, MMSpdu.
  static func isMessage(_ octets: Span<UInt8>) -> Bool {
    guard octets.count >= 5, let header = try? BERHeader(octets), header.tag.tagClass == .context,
      header.elementOctets == octets.count, header.octets < octets.count
    else { return false }
    let first = octets[header.octets]
    guard header.tag.isConstructed else { return false }
    switch header.tag.number {
    // Requests and responses begin with the number of the invocation, errors with the same in a tag.
    case 0, 1: return first == 0x02
    case 2, 4: return first == 0x80
    // Information reports and initiation begin with a tag of their own context.
    case 3: return (0xA0...0xA2).contains(first)
    case 8, 9: return first == 0x80 || first == 0x81
    default: return false
    }
  }
}
