import ArgumentParser
import Inventory

/// What the owner says of devices and networks.
struct OwnerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A CSV list of devices that the owner knows.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var assets: String?

  @Option(
    help: ArgumentHelp("The plant's own networks, such as 10.1.0.0/16,192.168.7.0/24.", valueName: "list"))
  var otNetworks: String?

  func read() throws -> (owner: OwnerList, networks: NetworkList) {
    var owner = OwnerList()
    var networks = NetworkList()
    if let assets {
      let text = try readText(assets)
      do throws(OwnerError) {
        owner = try OwnerList(parsing: text)
      } catch {
        throw refusal("\(assets): \(error.text)")
      }
    }
    if let otNetworks {
      do throws(OwnerError) {
        networks = try NetworkList(parsing: otNetworks)
      } catch {
        throw ValidationError("--ot-networks: \(error.text)")
      }
    }
    return (owner, networks)
  }
}
