import Bytes
import Vocabulary

/// What an OMRON controller says of itself.
enum FINSIdentity {
  /// Reads a response that succeeded, behind its end code.
  static func tell(
    _ frame: FINSFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    guard frame.command == .readControllerData else { return }
    // Model and version, 20 octets each, stand only where they were asked for: then 92 octets or more follow.
    guard reader.remaining >= 92 else { return }
    let model = try reader.span(20)
    let version = try reader.span(20)
    // A text ends at its first zero: behind it stands the version of the system inside.
    let modelEnd = end(at: 0, in: model, from: 0)
    let versionEnd = end(at: 0, in: version, from: 0)
    dissection.tell(.model, model.extracting(0..<modelEnd), source: "fins controller data")
    dissection.tell(.firmware, version.extracting(0..<versionEnd), source: "fins controller data")
  }
}
