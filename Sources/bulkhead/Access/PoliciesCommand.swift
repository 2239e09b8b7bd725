import Access
import ArgumentParser
import IdentityRecords
import Operations
import Vocabulary

/// The owner's policies of a site.
struct PoliciesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policies",
    abstract: "Look at the policies of a site's owner, set them, and go back to earlier ones.",
    discussion: """
      They stand beside those that Bulkhead ships, and take none of these away. A set of files holds whole \
      or not at all, and is known by its digest, SHA-256.
      """,
    subcommands: [
      ListPolicies.self, ShowPolicies.self, SetPolicies.self, RestorePolicies.self, CheckPolicies.self,
    ])
}

struct ListPolicies: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the sets that held by their digests, the one that holds first.")

  @OptionGroup var options: ActingOptions

  func run() async throws {
    let held = try await options.act { try await $0.heldPolicies(as: $1) }
    for (number, set) in held.enumerated() {
      StandardStream.output.write(line: "\(set.digest)  \(set.since.rfc3339)\(number == 0 ? "  holds" : "")")
    }
    if held.isEmpty { StandardStream.output.write(line: "none: the shipped policies alone hold") }
  }
}

struct ShowPolicies: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print the files of the set that holds, or of an earlier one.")

  @Argument(help: ArgumentHelp("An earlier set's digest, as list prints it.", valueName: "digest"))
  var digest: String?

  @OptionGroup var options: ActingOptions

  func run() async throws {
    let digest = try digest.map { try PolicyDigest(argument: $0) }
    let (found, files) = try await options.act { try await $0.policyFiles(digest, as: $1) }
    StandardStream.output.write(line: "// \(found)")
    for file in files {
      StandardStream.output.write(line: "\n// \(file.name)\n")
      StandardStream.output.writeOrEnd(file.text)
    }
  }
}

struct SetPolicies: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Put these files in the place of the owner's policies that hold now.",
    discussion: """
      All of them are held against the schema first; one fault, and nothing changes. It prints what changes \
      for whom. What it replaces is kept. You prove it with your password and your authenticator app.
      """)

  @Argument(help: ArgumentHelp("Files of policies, NAME.cedar.", valueName: "file"), completion: .file())
  var files: [String] = []

  @Flag(help: "No policies but those that Bulkhead ships.")
  var none = false

  @OptionGroup var reason: PolicyReason

  @OptionGroup var options: ActingOptions

  func validate() throws {
    guard none == files.isEmpty else {
      throw ValidationError(none ? "--none says that there are no files" : "give files, or say --none")
    }
  }

  func run() async throws {
    let set = try OwnerPolicies.read(paths: files).set
    let reason = reason.text
    try ComparisonReport.tell(
      try await options.actFresh { try await $0.setPolicies(set, reason: reason, as: $1) })
  }
}

struct RestorePolicies: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Go back to a set of the owner's policies that held before.")

  @Argument(help: ArgumentHelp("The set's digest, as list prints it.", valueName: "digest"))
  var digest: String

  @OptionGroup var reason: PolicyReason

  @OptionGroup var options: ActingOptions

  func run() async throws {
    let digest = try PolicyDigest(argument: digest)
    let reason = reason.text
    try ComparisonReport.tell(
      try await options.actFresh { try await $0.restorePolicies(digest, reason: reason, as: $1) })
  }
}

struct CheckPolicies: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Hold files of policies against the schema, and tell what they change.",
    discussion: """
      Asks no site: what changes is told beside the shipped policies or, with --beside, beside other files. \
      Each role is asked about each action on samples, on a usual day, at night, on a Sunday, off shift and \
      from afar. The exit status is 1 where the files could not be set.
      """)

  @Argument(help: ArgumentHelp("Files of policies, NAME.cedar.", valueName: "file"), completion: .file())
  var files: [String]

  @Option(
    help: ArgumentHelp("A file of policies that holds now; may be given several times.", valueName: "file"),
    completion: .file())
  var beside: [String] = []

  func run() throws {
    let (set, after) = try OwnerPolicies.read(paths: files)
    let before = try OwnerPolicies.read(paths: beside).all
    try SiteOptions.told {
      let model = try AccessModel()
      if let words = try after.shutsOut(by: model) { throw refusal("\(words); a site would refuse this set") }
      StandardStream.output.write(line: "files: \(set.files.count), of use as a set")
      ComparisonReport(try AccessComparison(from: before, to: after, by: model)).print()
    }
  }
}

/// Why policies are changed.
struct PolicyReason: ParsableArguments {
  @Option(
    name: .customLong("reason"),
    help: ArgumentHelp("Why, without a name: it stands in the ledger for good.", valueName: "text"))
  var text: String
}

extension PolicyDigest {
  fileprivate init(argument: String) throws {
    guard let digest = PolicyDigest(hexadecimal: argument) else {
      throw refusal("\(argument): no digest: it has 64 hexadecimal digits")
    }
    self = digest
  }
}

extension OwnerPolicies {
  /// Files that the user named, as a set: each goes by the last part of its path.
  fileprivate static func read(paths: [String]) throws -> (set: OwnerPolicies, all: AccessPolicies) {
    var files: [PolicyFile] = []
    for path in paths {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      do throws(ReadFault) {
        files.append(PolicyFile(name: name, text: try readOctets(path, limitOctets: octetLimit)))
      } catch {
        throw refusal("\(path): \(error.message)")
      }
    }
    return try SiteOptions.told { try read(files, by: AccessModel()) }
  }
}
