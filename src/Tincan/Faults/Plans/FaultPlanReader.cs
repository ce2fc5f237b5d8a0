using Tincan.Parsing;

namespace Tincan.Faults.Plans;

/// <summary>Reads a plan from JSON.</summary>
internal static class FaultPlanReader
{
    private static readonly string[] Keys = ["seed", "faults", "$schema"];

    public static FaultPlan Read(SourceValue plan)
    {
        plan.Expect(JsonTokenType.StartObject, """a plan is an object: { "seed": 7, "faults": [{ "fault": "split" }] }""");
        long? seed = null;
        List<Fault>? faults = null;
        foreach (var (key, value) in plan.Members)
        {
            switch (key.Text)
            {
                case "$schema":
                    value.Expect(JsonTokenType.String, "$schema takes the address of a schema");
                    break;
                case "seed":
                    seed = ReadSeed(value);
                    break;
                case "faults":
                    value.Expect(JsonTokenType.StartArray, """faults takes a list: [{ "fault": "split" }]""");
                    faults = [.. value.Items.Select(ReadFault)];
                    break;
                default:
                    throw key.Error($"a plan has no {key}; {DidYouMean.Hint(key.Text, Keys, "it has 'seed' and 'faults'")}");
            }
        }

        return new FaultPlan(faults ?? throw plan.Error("""a plan needs its faults: "faults": [{ "fault": "split" }]"""), seed);
    }

    private static long ReadSeed(SourceValue seed) =>
        seed.Kind == JsonTokenType.Number && long.TryParse(seed.Word.Bytes, out var number) && number >= 0
            ? number
            : throw seed.Error("seed takes a whole number, 0 or more");

    /// <summary>Reads a fault. Its name need not be the first key.</summary>
    private static Fault ReadFault(SourceValue fault)
    {
        fault.Expect(JsonTokenType.StartObject, """a fault is an object: { "fault": "split", "every": 1 }""");
        var (_, name) = fault.Members.FirstOrDefault(static member => member.Key.Text == "fault");
        if (name is null)
        {
            throw fault.Error("""this fault has no name: "fault": "split" """.TrimEnd());
        }

        name.Expect(JsonTokenType.String, "fault takes a name, in quotes");
        var draft = new FaultDraft(name.Word);
        foreach (var (key, value) in fault.Members.Where(member => member.Value != name))
        {
            draft.Read(key, Scalar(value));
        }

        return draft.Fault;
    }

    private static Token Scalar(SourceValue value) => value.Kind is JsonTokenType.String or JsonTokenType.Number
        ? value.Word
        : throw value.Error("expected a number or a string here");
}
