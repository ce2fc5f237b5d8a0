using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Tincan.Faults;

/// <summary>Reads a plan that is written as JSON.</summary>
internal sealed class FaultPlanReader(WrittenSource source)
{
    private static readonly string[] Keys = ["seed", "faults", "$schema"];

    public FaultPlan Read()
    {
        if (!Utf8.IsValid(source.Bytes))
        {
            throw source.Error(FirstThatIsNoText(source.Bytes), "what stands here is not UTF-8");
        }

        var json = new Utf8JsonReader(source.Bytes);
        try
        {
            json.Read();
            var plan = ReadPlan(ref json);
            json.Read();
            return plan;
        }
        catch (JsonException wrong)
        {
            var at = ByteAt((int)wrong.LineNumber!.Value, (int)wrong.BytePositionInLine!.Value);
            throw source.Error(at, at < source.Length ? "what stands here is not JSON" : "the JSON ends too early");
        }
    }

    private FaultPlan ReadPlan(ref Utf8JsonReader json)
    {
        var start = At(json);
        Expect(json, JsonTokenType.StartObject, """a plan is an object: { "seed": 7, "faults": [{ "fault": "split" }] }""");
        long? seed = null;
        List<Fault>? faults = null;
        while (NextKey(ref json) is { } key)
        {
            switch (key.Text)
            {
                case "$schema":
                    Expect(json, JsonTokenType.String, "$schema takes the address of a schema");
                    break;
                case "seed" when seed is null:
                    seed = ReadSeed(json);
                    break;
                case "faults" when faults is null:
                    faults = ReadFaults(ref json);
                    break;
                case "seed" or "faults":
                    throw key.Error($"{key} is said twice");
                default:
                    throw key.Error($"a plan has no {key}; {NearWord.Hint(key.Text, Keys, "it has 'seed' and 'faults'")}");
            }
        }

        return new FaultPlan(faults ?? throw source.Error(start, """a plan needs its faults: "faults": [{ "fault": "split" }]"""), seed);
    }

    private long ReadSeed(Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var seed) && seed >= 0
            ? seed
            : throw source.Error(At(json), "seed takes a whole number, 0 or more");

    private List<Fault> ReadFaults(ref Utf8JsonReader json)
    {
        Expect(json, JsonTokenType.StartArray, """faults takes a list: [{ "fault": "split" }]""");
        var faults = new List<Fault>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            faults.Add(ReadFault(ref json));
        }

        return faults;
    }

    /// <summary>The name may stand anywhere, so all is gathered before anything is understood.</summary>
    private Fault ReadFault(ref Utf8JsonReader json)
    {
        var start = At(json);
        Expect(json, JsonTokenType.StartObject, """a fault is an object: { "fault": "split", "every": 1 }""");
        WrittenWord? name = null;
        var settings = new List<(WrittenWord Key, WrittenWord Value)>();
        while (NextKey(ref json) is { } key)
        {
            if (key.Text != "fault")
            {
                settings.Add((key, Value(json)));
                continue;
            }

            if (name is not null)
            {
                throw key.Error($"{key} is said twice");
            }

            Expect(json, JsonTokenType.String, "fault takes the name of one, in quotes");
            name = Value(json);
        }

        var draft = new FaultDraft(name ?? throw source.Error(start, """this fault has no name: "fault": "split" """.TrimEnd()));
        foreach (var (key, value) in settings)
        {
            draft.Read(key, value);
        }

        return draft.Fault;
    }

    /// <summary>Goes on to the value of the next property; null at the object's end.</summary>
    private WrittenWord? NextKey(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        var key = Text(json);
        json.Read();
        return key;
    }

    private WrittenWord Value(Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => Text(json),
        JsonTokenType.Number => source.Word(At(json), At(json) + json.ValueSpan.Length),
        _ => throw source.Error(At(json), "a number or a text in quotes must stand here"),
    };

    private WrittenWord Text(Utf8JsonReader json)
    {
        var at = At(json) + 1;
        if (!json.ValueIsEscaped)
        {
            return source.Word(at, at + json.ValueSpan.Length);
        }

        try
        {
            return new WrittenWord(source, at, Encoding.UTF8.GetBytes(json.GetString()!), isVerbatim: false);
        }
        catch (InvalidOperationException)
        {
            throw source.Error(at, "half a character (a lone surrogate) stands in this text");
        }
    }

    private void Expect(Utf8JsonReader json, JsonTokenType type, string otherwise)
    {
        if (json.TokenType != type)
        {
            throw source.Error(At(json), otherwise);
        }
    }

    private static int At(Utf8JsonReader json) => (int)json.TokenStartIndex;

    private int ByteAt(int line, int byteInLine)
    {
        var at = 0;
        for (; line > 0; line--)
        {
            at += source.Bytes[at..].IndexOf((byte)'\n') + 1;
        }

        return Math.Min(at + byteInLine, source.Length);
    }

    private static int FirstThatIsNoText(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var count) == System.Buffers.OperationStatus.Done)
        {
            at += count;
        }

        return at;
    }
}
