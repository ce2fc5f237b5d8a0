using System.Text.Json;
using Tincan.Wires;
using Tincan.Parsing;

namespace Tincan.Cli.Settings;

/// <summary>Where to listen.</summary>
internal sealed class ListenForm : SettingForm<Said<WireAddress>>
{
    public override Said<WireAddress> Read(string key, SourceValue value)
    {
        const string Right = "where to listen: HOST:PORT, :PORT for loopback, *:PORT for every address, unix:PATH for a Unix socket";
        value.Expect(JsonTokenType.String, $"{key} takes {Right}, in quotes");
        return ListenPlace.TryParse(value.Word.Text, out var place, out var problem)
            ? new Said<WireAddress>(place, value)
            : throw value.Word.Error($"{problem}; {key} takes {Right}");
    }

    public override string Write(Said<WireAddress> value) => value.Value.ToString();

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "string");
        schema.WriteString("pattern", $@"^({PlacePattern.Host}:)?(?=[0-9]){NumberPattern.Port}$|{PlacePattern.Unix}");
    }
}

/// <summary>A server to ask: a service of the same plan by its name, or any by <c>HOST:PORT</c> or <c>unix:PATH</c>.</summary>
internal sealed class ServerForm : SettingForm<Said<string>>
{
    public const string Right = "the name of a service of this file, HOST:PORT, or unix:PATH";

    public override Said<string> Read(string key, SourceValue value)
    {
        value.Expect(JsonTokenType.String, $"{key} takes {Right}, in quotes");
        var text = value.Word.Text;
        if (ServiceName.IsName(text))
        {
            return new Said<string>(text, value);
        }

        if (!WireAddress.TryParse(text, out var place, out var problem))
        {
            throw value.Word.Error($"{problem}; {key} takes {Right}");
        }

        return place is HostPort { Port: 0 } ? throw value.Word.Error("nothing can be reached on port 0") : new Said<string>(text, value);
    }

    public override string Write(Said<string> value) => value.Value;

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "string");
        schema.WriteString("pattern", $@"{ServiceName.Pattern}|^{PlacePattern.Host}:(?=0*[1-9]){NumberPattern.Port}$|{PlacePattern.Unix}");
    }
}

/// <summary>Regular expressions of JSON schema for parts of addresses.</summary>
internal static class PlacePattern
{
    /// <summary>A name or an IPv4 address, or anything in brackets; nothing is loopback.</summary>
    public const string Host = @"([^:\[\]]*|\[[^\[\]]+\])";

    /// <summary>A Unix socket. The system's bound on its length is in bytes, from the root on, so it is not said here.</summary>
    public const string Unix = @"^unix:(@.|[^@])";
}

/// <summary>Some servers to ask, at least one.</summary>
internal sealed class ServersForm : SettingForm<IReadOnlyList<Said<string>>>
{
    private static readonly ServerForm One = new();

    public override IReadOnlyList<Said<string>> Read(string key, SourceValue value)
    {
        value.Expect(JsonTokenType.StartArray, $"{key} takes a list, [...], each of it {ServerForm.Right}");
        return value.Items.Count > 0
            ? [.. value.Items.Select(item => One.Read(key, item))]
            : throw value.Error($"{key} needs at least one: {ServerForm.Right}");
    }

    public override string Write(IReadOnlyList<Said<string>> value) => string.Join(", ", value.Select(One.Write));

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "array");
        schema.WriteNumber("minItems", 1);
        schema.WriteStartObject("items");
        One.WriteSchema(schema);
        schema.WriteEndObject();
    }
}
