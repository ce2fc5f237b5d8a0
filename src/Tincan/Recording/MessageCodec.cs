using Tincan.Framing;

namespace Tincan.Recording;

/// <summary>Where messages end, for a viewer: makes a framer for each direction of a connection.</summary>
/// <param name="Name">How the codec is called on a command line.</param>
/// <param name="ToServer">Finds messages of the client.</param>
/// <param name="ToClient">Finds messages of the server.</param>
public sealed record MessageCodec(string Name, Func<IFramer> ToServer, Func<IFramer> ToClient);
