/// How a login went, told by the sizes of encrypted messages and by who sends when.
///
/// Client and server take turns: the client asks for the service of logins and the server accepts; the client
/// asks which methods there are, which is refused; then each try has its answer. All but one size of the
/// answers can be learnt from the dialogue itself: an acceptance of the service has 17 octets inside, a
/// success one, and in every cipher in use its packet is exactly 16 octets shorter. An answer as long as the
/// first refusal is a refusal. Others ask for more: a signature, a prompt's reply.
///
/// Source: RFC 4252, sections 5 and 5.1; RFC 4253, sections 6 and 10. The rule is this project's own.
struct SSHLogin: Sendable {
  enum Step: Sendable {
    /// Nothing to say.
    case none
    /// The client asks or tries; its answer comes.
    case tried
    case succeeded
    case refused
    /// What was taken for a try is one part of it.
    case continued
    /// The client asked which methods there are. If it leaves then, it tried the door.
    case asked
  }

  /// Turns that are looked at; servers hang up long before.
  private static let turnLimit = 64
  /// Octets by which a success is shorter than an acceptance of the service.
  private static let difference = 16
  private static let acceptanceOctets = 28...160
  /// A question for the methods is longer than one for the service by the user's name alone; by so much it
  /// holds a password.
  private static let passwordDifference = 48

  private(set) var turn = 0
  private(set) var isOver = false
  private var isClientsTurn = false
  private var question = 0
  private var isLongQuestion = false
  private var acceptance = 0
  private var refusal = 0
  private var otherAnswer = 0
  /// The client's program tries at once, without asking for methods first.
  var triesAtOnce = false

  mutating func takeClient(octets: Int) -> Step {
    guard !isOver, !isClientsTurn else { return .none }
    isClientsTurn = true
    turn += 1
    if turn == 1 { question = octets }
    if turn == 2 { isLongQuestion = octets >= question + Self.passwordDifference }
    if turn > Self.turnLimit { isOver = true }
    return turn >= 2 && !isOver ? .tried : .none
  }

  mutating func takeServer(octets: Int) -> Step {
    // Before the client's first message a server tells of its extensions.
    guard !isOver, turn > 0, isClientsTurn else { return .none }
    isClientsTurn = false
    if turn == 1 {
      acceptance = octets
      isOver = !Self.acceptanceOctets.contains(octets)
      return .none
    }
    if octets == acceptance - Self.difference {
      isOver = true
      return .succeeded
    }
    if turn == 2 {
      refusal = octets
      return triesAtOnce || isLongQuestion ? .refused : .asked
    }
    if octets == refusal { return .refused }
    // The first refusal may have come with a text before it; the same answer twice is one.
    if octets == otherAnswer {
      refusal = octets
      return .refused
    }
    otherAnswer = octets
    return .continued
  }
}
