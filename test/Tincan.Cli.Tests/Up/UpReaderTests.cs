using Microsoft.Extensions.Logging;
using Tincan.Cli.Protocols.Names;
using Tincan.Cli.Services;
using Tincan.Cli.Settings;
using Tincan.Cli.Up;
using Tincan.Hosting;
using Tincan.Parsing;


namespace Tincan.Cli.Tests.Up;

public sealed class UpReaderTests
{
    [Fact]
    public void A_plan_is_read_with_comments_and_trailing_commas()
    {
        var plan = Read("""
            // all of it
            {
              "$schema": "tincan.schema.json",
              "limits": { "idle-timeout": "5m", "max-connections": 100 },
              "page": { "port": 8000, },
              "log": "warn",
              "services": {
                "table": { "listen": ":1", "table": "ts1.txt", "serve": "names", "edition": "2020", "dialect": "crlf" },
                "rs": { "serve": "resolver", "listen": "*:2", "upstreams": ["table", "[::1]:5"], "deadline": 1.5, },
                "quick": { "serve": "echo", "listen": "127.0.0.1:0", "limits": { "idle-timeout": 1 } },
              },
            }
            """);

        Assert.Equal((8000, LogLevel.Warning), (plan.Page!.Port, plan.Log.Level));
        Assert.Equal(["table", "rs", "quick"], plan.Services.Select(static service => service.Name));
        var resolver = Assert.IsType<ResolverPlan>(plan.Services[1]);
        Assert.Equal(["table", "[::1]:5"], resolver.Upstreams.Select(static server => server.Value));
        Assert.Equal(("*:2", TimeSpan.FromSeconds(1.5)), ($"{resolver.Address}", resolver.Deadline));
        Assert.Equal([plan.Services[0]], plan.AskedBy(resolver));
        Assert.Equal((TimeSpan.FromMinutes(5), 100), Limits(plan, 0));
        Assert.Equal((TimeSpan.FromSeconds(1), 100), Limits(plan, 2));
    }

    [Fact]
    public void What_a_kind_has_for_its_own_reason_only_its_own_limits_change()
    {
        var plan = Read("""
            { "limits": { "idle-timeout": "5m", "max-connections": 100, "drain-timeout": "1s" },
              "services": { "one": { "serve": "talk", "script": "x" },
                            "many": { "serve": "talk", "listen": ":1", "script": "x", "limits": { "max-connections": 3, "idle-timeout": "1m" } } } }
            """);

        Assert.Equal((Timeout.InfiniteTimeSpan, 1), Limits(plan, 0));
        Assert.Equal((TimeSpan.FromMinutes(1), 3), Limits(plan, 1));
        Assert.Equal((WhenFull.Wait, TimeSpan.FromSeconds(1)), (plan.OptionsOf(plan.Services[0]).WhenFull, plan.OptionsOf(plan.Services[0]).DrainTimeout));
    }

    [Theory]
    [InlineData("", "1:1", "the JSON ends too early")]
    [InlineData("[]", "1:1", """a plan is an object: { "services": { "echo": { "serve": "echo" } } }""")]
    [InlineData("{}", "1:1", """a plan needs its services: { "services": { "echo": { "serve": "echo" } } }""")]
    [InlineData("""{ "servces": {} }""", "1:4", "a plan has no 'servces'; did you mean 'services'? It takes $schema, services, limits, page, log, log-format")]
    [InlineData("""{ "services": {}, "services": {} }""", "1:20", "'services' is given twice")]
    [InlineData("""{ "services": [] }""", "1:15", """services takes an object, a name and what it serves: { "echo": { "serve": "echo" } }""")]
    [InlineData("""{ "services": {} }""", "1:15", """a plan needs at least one service: { "services": { "echo": { "serve": "echo" } } }""")]
    [InlineData("""{ "page": true, "services": {} }""", "1:11", "page takes an object: { ... } with port")]
    [InlineData("""{ "page": { "port": 65536 }, "services": {} }""", "1:21", "port takes a whole number from 0 to 65535, not '65536'")]
    [InlineData("""{ "log": "all", "services": {} }""", "1:11", "log takes debug, info, warn, error or none, not 'all'")]
    [InlineData("""{ "limits": { "idle-timout": 1 }, "services": {} }""", "1:16", "limits has no 'idle-timout'; did you mean 'idle-timeout'? It takes max-connections, max-per-address, max-new-per-address, first-byte-timeout, message-timeout, idle-timeout, write-timeout, max-connection-age, linger-timeout, drain-timeout")]
    [InlineData("""{ "$schema": 0, "services": {} }""", "1:14", "$schema takes the address or the name of a file of the schema, in quotes")]
    [InlineData("""{ "log": 1, "services": {} }""", "1:10", "log takes debug, info, warn, error or none, in quotes")]
    [InlineData("""{ "limits": { "idle-timeout": true }, "services": {} }""", "1:31", "idle-timeout takes a time of at least 1ms: 200ms, 5s, 2m, 1h or none")]
    [InlineData("""{ "limits": { "drain-timeout": "none" }, "services": {} }""", "1:33", "drain-timeout takes a time of at least 1ms: 200ms, 5s, 2m or 1h, not 'none'")]
    [InlineData("""{ "services": { "a b": { "serve": "echo" } } }""", "1:18", "'a b' cannot be the name of a service: letters, digits and dashes, a letter first")]
    [InlineData("""{ "services": { "a": "echo" } }""", "1:22", """a service takes an object: { "serve": "echo" }; serve is one of welcome, reverse, echo, talk, names, resolver, book, page, proxy""")]
    [InlineData("""{ "services": { "a": {} } }""", "1:22", """service 'a' does not say what it serves: "serve": "echo"; there are welcome, reverse, echo, talk, names, resolver, book, page, proxy""")]
    [InlineData("""{ "services": { "a": { "serve": 1 } } }""", "1:33", "serve takes the kind of service, in quotes: welcome, reverse, echo, talk, names, resolver, book, page, proxy")]
    [InlineData("""{ "services": { "a": { "serve": "eco" } } }""", "1:34", "there is no service 'eco'; did you mean 'echo'?")]
    [InlineData("""{ "services": { "a": { "serve": "names", "tabel": "x" } } }""", "1:43", "names has no 'tabel'; did you mean 'table'? It takes serve, table, edition, dialect, quiet, max-line, listen, socket-mode, send-buffer, limits, tls, messages, set")]
    [InlineData("""{ "services": { "a": { "serve": "names" } } }""", "1:22", "names needs 'table': the table file: one 'NAME IPv4 A' per line, # for comments. Reloaded when it changes, and on SIGHUP")]
    [InlineData("""{ "services": { "a": { "serve": "names", "table": "" } } }""", "1:52", "table takes the name of a file, not ''")]
    [InlineData("""{ "services": { "a": { "serve": "names", "table": "x", "edition": 2020 } } }""", "1:67", "edition takes current or 2020, in quotes")]
    [InlineData("""{ "services": { "a": { "serve": "echo", "listen": 5 } } }""", "1:51", "listen takes an address to listen on: HOST:PORT, :PORT for loopback, *:PORT for all addresses, unix:PATH for a Unix socket, in quotes")]
    [InlineData("""{ "services": { "a": { "serve": "echo", "listen": ":70000" } } }""", "1:52", "listen: '70000' is not a port: write a number from 0 to 65535")]
    [InlineData("""{ "services": { "a": { "serve": "book", "book": "x", "one-shot": "yes" } } }""", "1:66", "one-shot takes true or false, without quotes")]
    [InlineData("""{ "services": { "a": { "serve": "welcome", "greeting": 5 } } }""", "1:56", "greeting takes a text, in quotes")]
    [InlineData("""{ "services": { "a": { "serve": "reverse", "max-line": "64K" } } }""", "1:56", "max-line takes a whole number from 1 to 67108864, without quotes")]
    [InlineData("""{ "services": { "a": { "serve": "resolver", "upstreams": "b" } } }""", "1:58", "upstreams takes a list, [...], each the name of a service of this file, HOST:PORT, or unix:PATH")]
    [InlineData("""{ "services": { "a": { "serve": "resolver", "upstreams": [] } } }""", "1:58", "upstreams needs at least one: the name of a service of this file, HOST:PORT, or unix:PATH")]
    [InlineData("""{ "services": { "a": { "serve": "resolver", "upstreams": ["h:0"] } } }""", "1:60", "cannot connect to port 0: write the port where the server listens")]
    [InlineData("""{ "services": { "a": { "serve": "resolver", "upstreams": ["a"] } } }""", "1:60", "'a' would ask itself")]
    [InlineData("""{ "services": { "a": { "serve": "proxy", "target": "tabel" }, "table": { "serve": "echo" } } }""", "1:53", "there is no service 'tabel' here; did you mean 'table'?")]
    [InlineData("""{ "services": { "a": { "serve": "proxy", "target": "x" } } }""", "1:53", "there is no service 'x' here; write the name of a service of this file, HOST:PORT, or unix:PATH")]
    [InlineData("{ \"services\": {\n \"a\": { \"serve\": \"proxy\", \"target\": \"b\" },\n \"b\": { \"serve\": \"proxy\", \"listen\": \":1\", \"target\": \"a\" } } }", "2:38", "'a' would ask itself through 'b'")]
    [InlineData("{ \"services\": {\n \"a\": { \"serve\": \"echo\" },\n \"b\": { \"serve\": \"echo\" } } }", "3:7", "'b' listens on 127.0.0.1:50008, as 'a' does (line 2): set another port with \"listen\": \":PORT\"")]
    public void A_mistake_is_reported_with_its_position(string json, string place, string problem)
    {
        var wrong = Assert.Throws<SyntaxException>(() => Read(json));
        Assert.Equal(($"up/tincan.json:{place}", problem), (wrong.Position, wrong.Problem));
    }

    [Fact]
    public void Two_may_ask_the_same_and_any_port_may_be_had_twice() => Assert.Equal(4, Read("""
        { "services": {
            "a": { "serve": "resolver", "listen": ":0", "upstreams": ["b", "c"] }, "b": { "serve": "proxy", "listen": ":0", "target": "d" },
            "c": { "serve": "proxy", "listen": ":0", "target": "d" }, "d": { "serve": "echo", "listen": ":0" } } }
        """).Services.Count);

    internal static ServiceGroup Read(string json) => UpReader.Read(Encoding.UTF8.GetBytes(json), "up/tincan.json");

    private static (TimeSpan Idle, int Most) Limits(ServiceGroup plan, int service)
    {
        var options = plan.OptionsOf(plan.Services[service]);
        return (options.IdleTimeout, options.MaxConnections);
    }
}
