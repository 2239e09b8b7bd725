import ArgumentParser
import IdentityRecords
import Operations

/// The zones whose machines somebody runs.
extension AccountCommand {
  struct Zones: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "zones", abstract: "Give an account these zones, and no others; without any, none.")

    @OptionGroup var account: AccountArgument

    @OptionGroup var given: ZoneOptions

    @OptionGroup var options: ActingOptions

    func run() async throws {
      try await options.actFresh { site, caller in
        try await site.assign(zones: given.zones, to: account.pseudonym(at: site), as: caller)
      }
    }
  }
}

/// The zones that an account is for.
struct ZoneOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A zone whose machines the account runs; may be given several times.", valueName: "zone"))
  var zone: [String] = []

  var zones: Set<String> { Set(zone) }

  func validate() throws {
    for name in zone where !Account.isZone(name) {
      throw ValidationError(
        "--zone \(name.debugDescription): a zone's name has 1 to \(Account.zoneNameLimitOctets) octets, "
          + "letters, digits and signs without blanks")
    }
    guard zones.count <= Account.zoneLimit else {
      throw ValidationError("--zone: at most \(Account.zoneLimit)")
    }
  }
}
