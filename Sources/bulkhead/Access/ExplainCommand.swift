import Access
import ArgumentParser
import Authorization

/// Says whether somebody may do something, by which policies, and what would be needed.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say whether somebody may do something, by which policy, and what would be needed.",
    discussion: """
      People, devices, zones and machines come from a file of entities; Documentation/access.md shows one. \
      The policies are those that Bulkhead ships and, with --policies, your own. What is not said of the \
      circumstances is taken as on a usual day: signed in now with a password, on shift, on the plant's own \
      network. The exit status is 0 for allowed, 1 for denied, 2 where a file or a name is of no use.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(name: .customLong("as"), help: ArgumentHelp("Who asks.", valueName: "name"))
  var asker: String

  @Option(help: ArgumentHelp("The device they act from; without it, an unknown one.", valueName: "name"))
  var device: String?

  @Option(
    name: .customLong("do"),
    help: ArgumentHelp("What they want to do: write, viewLedger.", valueName: "action"))
  var action: String

  @Option(help: ArgumentHelp("On what: a machine, zone, site, case.", valueName: "name"))
  var to: String

  @Option(help: ArgumentHelp("What of it: 40001, or 'holding-registers 0-9'.", valueName: "object"))
  var object: String?

  @Option(help: ArgumentHelp("The value to write, as 12.5.", valueName: "number"))
  var value: String?

  @Option(help: ArgumentHelp("The entities, as Cedar's JSON.", valueName: "file"), completion: .file())
  var facts: String

  @Option(
    help: ArgumentHelp(
      "Policies of your own beside the shipped ones; may be given several times.", valueName: "file"),
    completion: .file())
  var policies: [String] = []

  @Option(help: "How to print the answer: text or json.")
  var format = Format.text

  @OptionGroup(title: "Circumstances")
  var circumstances: CircumstanceOptions

  func run() throws {
    do throws(AccessFault) {
      let decider = try AccessFiles(facts: facts, policies: policies).decider()
      let question = try self.question(decider)
      let answer = decider.answer(question)
      let report = ExplanationReport(
        question: question, answer: answer, ways: decider.ways(for: question))
      switch format {
      case .text: StandardStream.output.writeOrEnd(report.text(isColoured: StandardStream.output.isTerminal))
      case .json: StandardStream.output.writeOrEnd(report.json)
      }
      guard answer.isAllowed else { throw AccessFault.denied }
    } catch {
      guard let words = error.words else { throw ExitCode(1) }
      StandardStream.error.write(line: "bulkhead: \(words)")
      throw ExitCode(2)
    }
  }

  private func question(_ decider: AccessDecider) throws(AccessFault) -> AccessQuestion {
    let name = Text(action)
    guard let declared = decider.model.action(name), !declared.principals.isEmpty else {
      throw AccessFault(
        "--do \(action): there is no such action; there are "
          + decider.model.actionNames.map(\.string).joined(separator: ", "))
    }
    let principal = try decider.find(asker, "--as", among: declared.principals)
    let resource = try decider.find(to, "--to", among: declared.resources)
    var asked = try circumstances.circumstances(for: resource, among: decider)
    if let device {
      asked.device = try decider.find(device, "--device", among: ["Device"])
    } else {
      asked.posture = Circumstances.Posture()
    }
    if let object { asked.object = try Circumstances.Touched(argument: object) }
    if let value {
      guard let number = Decimal(parsing: Text(value.contains(".") ? value : value + ".0")) else {
        throw AccessFault("--value \(value): not a number with at most four places behind the point")
      }
      asked.value = number
    }
    return AccessQuestion(principal: principal, action: name, resource: resource, circumstances: asked)
  }
}
