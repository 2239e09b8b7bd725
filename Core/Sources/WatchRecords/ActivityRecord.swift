public import Vocabulary

/// Who did what to what, and how often, since the line before.
public struct ActivityRecord: Hashable, Sendable {
  public struct Key: Hashable, Sendable {
    /// Ids of endpoints.
    public let actor: String
    public let target: String
    public let unit: Int64?
    public let verb: String
    public let object: String?
    public let `protocol`: String
  }

  public let key: Key
  public let first: Timestamp
  public let last: Timestamp
  public let succeeded: Int64
  public let refused: Int64
  public let failed: Int64
  public let unanswered: Int64

  init(_ fields: WatchFields) throws(WatchLineError) {
    key = Key(
      actor: try fields.id("actor"), target: try fields.id("target"),
      unit: try fields.optionalNumber("unit"), verb: try fields.id("verb"),
      object: try fields.optionalText("object"), protocol: try fields.id("protocol"))
    (first, last) = (try fields.time("first"), try fields.time("last"))
    let outcomes = try fields.fields("outcomes")
    succeeded = try outcomes.count("succeeded")
    refused = try outcomes.count("refused")
    failed = try outcomes.count("failed")
    unanswered = try outcomes.count("unanswered")
  }
}
