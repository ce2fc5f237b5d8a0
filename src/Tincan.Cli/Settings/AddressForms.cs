using Tincan.Parsing.Forms;

namespace Tincan.Cli.Settings;

/// <summary>Where to listen.</summary>
internal sealed class ListenForm : ValueForm<Located<WireAddress>>
{
    public override string Meaning => "an address to listen on: HOST:PORT, :PORT for loopback, *:PORT for all addresses, unix:PATH for a Unix socket";

    public override string Placeholder => "HOST:PORT|unix:PATH";

    public override bool TryRead(Token word, out Located<WireAddress> value)
    {
        var isAddress = TryParse(word.Text, out var address, out _);
        value = new Located<WireAddress>(address!);
        return isAddress;
    }

    public override Located<WireAddress> Read(string name, Token word) => TryParse(word.Text, out var address, out var problem)
        ? new Located<WireAddress>(address)
        : throw word.Error($"{name}: {problem}");

    public override Located<WireAddress> Read(string name, SourceValue value) => base.Read(name, value) with { Where = value };

    public override string Write(Located<WireAddress> value) => value.Value.ToString();

    /// <summary>Reads where to listen: <c>host:port</c>, a port alone, which means loopback, or <c>unix:path</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out WireAddress? value, [NotNullWhen(false)] out string? problem) =>
        WireAddress.TryParse(text.Contains(':', StringComparison.Ordinal) ? text : $":{text}", out value, out problem);
}

/// <summary>The address of a server to ask. In a plan, also the name of a service of the same plan.</summary>
internal sealed class ServerForm : ValueForm<Located<string>>
{
    public override string Meaning => "the name of a service of this file, HOST:PORT, or unix:PATH";

    public override string Placeholder => "HOST:PORT|unix:PATH";

    public override bool TryRead(Token word, out Located<string> value)
    {
        value = new Located<string>(word.Text);
        return WireAddress.TryParse(word.Text, out _, out _);
    }

    public override Located<string> Read(string name, Token word)
    {
        if (!WireAddress.TryParse(word.Text, out var address, out var problem))
        {
            throw word.Error($"{name}: {problem}");
        }

        return address is HostPort { Port: 0 } ? throw word.Error("cannot connect to port 0: write the port where the server listens") : new Located<string>(word.Text);
    }

    public override Located<string> Read(string name, SourceValue value)
    {
        value.Expect(JsonTokenType.String, $"{name} takes {Meaning}, in quotes");
        return ServiceName.IsName(value.Word.Text) ? new Located<string>(value.Word.Text, value) : Read(name, value.Word) with { Where = value };
    }

    public override string Write(Located<string> value) => value.Value;
}

/// <summary>A list of at least one value: a JSON array, or an option given several times.</summary>
internal sealed class ListForm<T>(ValueForm<T> one) : ValueForm<IReadOnlyList<T>>
{
    public override string Meaning => $"a list, [...], each {one.Meaning}";

    public override string Placeholder => one.Placeholder;

    public override bool IsList => true;

    public override bool TryRead(Token word, out IReadOnlyList<T> value)
    {
        var isValue = one.TryRead(word, out var first);
        value = [first];
        return isValue;
    }

    public override IReadOnlyList<T> Read(string name, IReadOnlyList<Token> words) => [.. words.Select(word => one.Read(name, word))];

    public override IReadOnlyList<T> Read(string name, SourceValue value)
    {
        value.Expect(JsonTokenType.StartArray, $"{name} takes {Meaning}");
        return value.Items.Count > 0
            ? [.. value.Items.Select(item => one.Read(name, item))]
            : throw value.Error($"{name} needs at least one: {one.Meaning}");
    }

    public override string Write(IReadOnlyList<T> value) => string.Join(", ", value.Select(one.Write));

    public override JsonObject ToSchema() => new() { ["type"] = "array", ["minItems"] = 1, ["items"] = one.ToSchema() };
}
