import Vocabulary

extension MessageCatalogue {
  /// English, for a plant engineer and for the person on shift: what happened, why it matters, what to do
  /// first.
  public static let english = MessageCatalogue(
    language: "en", messages: English.message, words: English.word,
    vantage: English.vantage)
}

enum English {
  static func message(_ kind: FindingKind) -> Message {
    deed(kind) ?? network(kind) ?? system(kind) ?? files(kind) ?? wire(kind) ?? office(kind)
      ?? Message(title: kind.text, explanation: "", remedy: "", note: "")
  }

  static func word(_ word: MessageCatalogue.Word) -> String {
    switch word {
    case .verb(let verb): self.verb(verb)
    case .outcome(.succeeded): "carried out"
    case .outcome(.refused): "refused"
    case .outcome(.failed): "broken off"
    case .outcome(.unanswered): "no answer captured"
    case .severity(let severity): severity.text
    case .exploit(let exploit): self.exploit(exploit)
    }
  }

  private static func verb(_ verb: Verb) -> String {
    switch verb {
    case .connect: "connect"
    case .authenticate: "log in"
    case .browse: "browse"
    case .identify: "identify"
    case .read: "read"
    case .write: "write"
    case .operate: "operate"
    case .program: "change the program"
    case .transfer: "transfer"
    case .setMode: "change the mode"
    case .configure: "configure"
    case .update: "update"
    case .signal: "signal"
    }
  }

  /// How the deeds of a finding ended, for the end of an explanation.
  static let ending =
    "[ {succeeded} carried out.][ {refused} refused.][ {unanswered} without an answer in the capture.]"
}
