namespace Tincan.Bench.Loads;

/// <summary>What a load sends, and what it must get: pairs of a request and its reply, after a greeting. peers/load.c has the format.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Pairs">The requests and replies; made each time they are enumerated.</param>
internal sealed record Script(string Name, IEnumerable<(byte[] Request, byte[] Reply)> Pairs)
{
    /// <summary>What the server sends on accept.</summary>
    public string Greeting { get; init; } = "";

    public void Write(string path)
    {
        using var file = new BinaryWriter(File.Create(path));
        file.Write(Greeting.Length);
        file.Write(Encoding.ASCII.GetBytes(Greeting));
        var count = 0;
        var counted = file.BaseStream.Position;
        file.Write(count);
        foreach (var (request, reply) in Pairs)
        {
            file.Write(request.Length);
            file.Write(reply.Length);
            file.Write(request);
            file.Write(reply);
            count++;
        }

        file.Flush();
        file.BaseStream.Position = counted;
        file.Write(count);
    }
}
