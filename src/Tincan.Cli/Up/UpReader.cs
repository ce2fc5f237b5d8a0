using Tincan.Cli.Services;
using Tincan.Settings;

namespace Tincan.Cli.Up;

/// <summary>Reads a plan from JSON. Comments and trailing commas are allowed.</summary>
internal static class UpReader
{
    private const string Example = """{ "services": { "echo": { "serve": "echo" } } }""";

    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads and checks a plan.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="file">Its name as the user wrote it.</param>
    /// <exception cref="SyntaxException">The first mistake, with its line and what would be right.</exception>
    public static ServiceGroup Read(ReadOnlySpan<byte> json, string file)
    {
        var written = JsonSource.Read(json, file, Options);
        written.Expect(JsonTokenType.StartObject, $"a plan is an object: {Example}");
        var plan = new ServiceGroup { File = file, Folder = Path.GetDirectoryName(file) ?? "" };
        plan = SettingReader.Read(plan, written, "a plan", ServiceGroup.Settings, "$schema", "services");
        Member("$schema")?.Expect(JsonTokenType.String, "$schema takes the address or the name of a file of the schema, in quotes");
        var services = Member("services")
            ?? throw written.Error($"a plan needs its services: {Example}");
        services.Expect(JsonTokenType.StartObject, $"""services takes an object, a name and what it serves: {Example[14..^2]}""");
        plan = plan with { Services = [.. services.Members.Select(member => ReadService(member.Key, member.Value, plan.Folder))] };
        if (plan.Services.Count == 0)
        {
            throw services.Error($"a plan needs at least one service: {Example}");
        }

        Wiring.Check(plan);
        return plan;

        SourceValue? Member(string key) => written.Members.FirstOrDefault(member => member.Key.Text == key).Value;
    }

    private static ServicePlan ReadService(Token name, SourceValue written, string folder)
    {
        if (!ServiceName.IsName(name.Text))
        {
            throw name.Error($"{name} cannot be the name of a service: {ServiceName.Right}");
        }

        written.Expect(JsonTokenType.StartObject, $$"""a service takes an object: { "serve": "echo" }; serve is one of {{ServiceKinds.Names}}""");
        var serve = written.Members.FirstOrDefault(static member => member.Key.Text == "serve").Value
            ?? throw written.Error($"""service {name} does not say what it serves: "serve": "echo"; there are {ServiceKinds.Names}""");
        var kind = ServiceKinds.Read(serve);
        var plan = SettingReader.Read(kind.Default with { Name = name.Text, Where = written }, written, kind.Name, kind.Settings, "serve");
        return plan.Listen is { } listen
            ? plan with { Listen = listen with { Value = SocketPath.Of(folder, listen.Value, listen.Where) } }
            : plan;
    }
}
