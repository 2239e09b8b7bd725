import Access
import ArgumentParser
import Authorization
import Glibc

/// What is told of the circumstances of a question.
struct CircumstanceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How long ago they signed in: 5m, 12h.", valueName: "time"))
  var signedIn = "0s"

  @Option(
    help: ArgumentHelp(
      "What they signed in with: password, totp, certificate, recovery-code; may be given several times.",
      valueName: "factor"))
  var factor: [String] = ["password"]

  @Option(help: ArgumentHelp("How long ago they proved a second factor for this.", valueName: "time"))
  var stepUp: String?

  @Flag(help: "The device is not enrolled.")
  var unenrolled = false

  @Flag(help: "The device lacks updates that matter.")
  var unpatched = false

  @Flag(help: "The device is not where it should be.")
  var misplaced = false

  @Flag(help: "They act from outside the plant's own networks.")
  var remote = false

  @Flag(help: "They are not on shift.")
  var offShift = false

  @Option(help: ArgumentHelp("The open work order for this machine.", valueName: "number"))
  var order: String?

  @Option(help: ArgumentHelp("Who agreed to this act; may be given several times.", valueName: "name"))
  var agreedBy: [String] = []

  @Option(help: ArgumentHelp("The reason they give.", valueName: "text"))
  var reason: String?

  @Flag(help: "They opened the sealed code.")
  var breakGlass = false

  @Option(
    help: ArgumentHelp(
      "When, by the plant's clock: 2026-12-01T22:10:00Z; now where it is not given.", valueName: "time"))
  var at: String?

  static let factors: Set<String> = ["password", "totp", "certificate", "recovery-code"]

  func circumstances(for resource: EntityUID, among decider: AccessDecider) throws(AccessFault)
    -> Circumstances
  {
    let time = try self.time()
    let minutes = time.milliseconds / 60_000
    let days = minutes / 1_440
    var told = Circumstances(
      time: time, minuteOfDay: Int(minutes % 1_440), weekday: Int((days + 3) % 7) + 1)
    told.authenticationAge = try span(signedIn, "--signed-in")
    if let stepUp { told.stepUpAge = try span(stepUp, "--step-up") }
    for name in factor {
      guard Self.factors.contains(name) else {
        throw AccessFault("--factor \(name): there are \(Self.factors.sorted().joined(separator: ", "))")
      }
      told.factors.insert(Text(name))
    }
    told.posture = Circumstances.Posture(
      isEnrolled: !unenrolled, isPatched: !unpatched, isInPlace: !misplaced)
    told.isRemote = remote
    told.isOnShift = !offShift
    if let order {
      guard resource.type == "Asset" else { throw AccessFault("--order \(order): an order is for a machine") }
      told.workOrder = Circumstances.WorkOrder(number: Text(order), asset: resource, isOpen: true)
    }
    for name in agreedBy { told.approvals.insert(try decider.find(name, "--agreed-by", among: ["User"])) }
    told.reason = reason.map { Text($0) }
    told.breakGlass = breakGlass
    return told
  }

  private func time() throws(AccessFault) -> Datetime {
    guard let at else { return Datetime(milliseconds: Int64(Glibc.time(nil)) * 1_000) }
    guard let time = Datetime(parsing: Text(at)), time.milliseconds >= 0 else {
      throw AccessFault("--at \(at): not a time as 2026-12-01T22:10:00Z")
    }
    return time
  }

  private func span(_ text: String, _ option: String) throws(AccessFault) -> TimeSpan {
    guard let span = TimeSpan(parsing: Text(text)), span.milliseconds >= 0 else {
      throw AccessFault("\(option) \(text): not a length of time as 90s, 5m or 1h30m")
    }
    return span
  }
}
