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

    public init(
      actor: String, target: String, unit: Int64?, verb: String, object: String?, `protocol`: String
    ) {
      self.actor = actor
      self.target = target
      self.unit = unit
      self.verb = verb
      self.object = object
      self.protocol = `protocol`
    }
  }

  public let key: Key
  public let first: Timestamp
  public let last: Timestamp
  public let succeeded: Int64
  public let refused: Int64
  public let failed: Int64
  public let unanswered: Int64

  public init(
    _ key: Key, first: Timestamp, last: Timestamp, succeeded: Int64, refused: Int64, failed: Int64,
    unanswered: Int64
  ) {
    self.key = key
    self.first = first
    self.last = last
    self.succeeded = succeeded
    self.refused = refused
    self.failed = failed
    self.unanswered = unanswered
  }

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
