import Bytes
import Vocabulary

/// What a device says of itself in answer to List Identity.
enum EtherNetIPIdentity {
  /// Encapsulation version, socket address, then the attributes of the identity object.
  ///
  /// Source: The CIP Networks Library, volume 2, clause 2-4.2.3.
  static func tell(_ item: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) {
    try item.skip(2 + 16)
    try CIPIdentity.tellAll(&item, source: "enip list identity", &dissection)
  }
}
