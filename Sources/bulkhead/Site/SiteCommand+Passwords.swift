import ArgumentParser
import Foundation
import IdentityRecords
import Operations

extension SiteCommand {
  struct Passwords: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "passwords", abstract: "Say what new passwords are held against, or change it.",
      discussion: """
        Beside the lists that are built in: the plant's own words, and a file of passwords that were stolen \
        elsewhere, as lines of SHA1:COUNT in ascending order. It is searched where it lies; nothing leaves \
        the machine.
        """)

    @Option(
      help: ArgumentHelp("The plant's words, one a line: products, lines, its town.", valueName: "file"),
      completion: .file())
    var words: String?

    @Option(help: ArgumentHelp("The file of stolen passwords.", valueName: "file"), completion: .file())
    var stolen: String?

    @Flag(help: "Hold passwords against no such file any more.")
    var noStolen = false

    @OptionGroup var options: ActingOptions

    func validate() throws {
      if noStolen, stolen != nil { throw ValidationError("--stolen and --no-stolen: one of them") }
    }

    func run() async throws {
      let texts = try words.map(Self.lines)
      let path = stolen.map { URL(filePath: $0).standardizedFileURL.path }
      let isChange = texts != nil || path != nil || noStolen
      let settings =
        try await isChange
        ? options.actFresh { site, caller in
          let now = try await site.passwordSettings(as: caller)
          return try await site.holdPasswords(
            against: texts ?? now.words, stolenPath: noStolen ? nil : path ?? now.stolenPath, as: caller)
        }
        : options.act { try await $0.passwordSettings(as: $1) }
      let output = StandardStream.output
      output.write(
        line:
          "words of this plant: \(settings.words.isEmpty ? "none" : settings.words.joined(separator: ", "))")
      output.write(line: "stolen passwords: \(settings.stolenPath ?? "no file")")
    }

    private static func lines(_ path: String) throws -> [String] {
      do throws(ReadFault) {
        let octets = try readOctets(path, limitOctets: 256 << 10)
        return String(decoding: octets, as: UTF8.self).split(separator: "\n").map(String.init)
      } catch {
        throw refusal("\(path): \(error.message)")
      }
    }
  }
}
