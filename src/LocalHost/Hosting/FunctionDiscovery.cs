using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Insight.LocalHost.Hosting;

/// <summary>
/// Finds the functions of assemblies. Whatever LocalHost could not serve as the Functions host does stops the start here, by name,
/// so that no function is silently left out.
/// </summary>
internal static class FunctionDiscovery
{
    private const string WorkerNamespace = "Microsoft.Azure.Functions.Worker";

    private static readonly Type[] KnownTriggers =
        [typeof(HttpTriggerAttribute), typeof(TimerTriggerAttribute), typeof(BlobTriggerAttribute), typeof(QueueTriggerAttribute), typeof(WarmupTrigger)];

    /// <exception cref="LocalHostException">A function has a binding, a parameter or a result that LocalHost does not know.</exception>
    public static IReadOnlyList<FunctionDescriptor> Find(IEnumerable<Assembly> assemblies, Func<Type, bool> filter)
    {
        var functions = new List<FunctionDescriptor>();
        foreach (var type in assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsClass && filter(type)))
        {
            foreach (var method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (method.GetCustomAttribute<FunctionAttribute>() is { } function)
                {
                    functions.Add(Describe(function.Name, method));
                }
            }
        }

        var twice = functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? functions
            : throw new LocalHostException($"Function {twice.Key} is declared {twice.Count()} times: {string.Join(", ", twice.Select(Place))}. Names must be unique.");
    }

    private static string Place(FunctionDescriptor function) => $"{function.Method.DeclaringType?.FullName}.{function.Method.Name}";

    private static FunctionDescriptor Describe(string name, MethodInfo method)
    {
        if (!method.IsPublic || !method.DeclaringType!.IsVisible)
        {
            throw new LocalHostException($"Function {name} ({method.DeclaringType!.FullName}.{method.Name}) is not public: the Functions worker calls only public methods of public classes.");
        }

        foreach (var attribute in method.GetCustomAttributes().Concat(method.ReturnParameter.GetCustomAttributes()).Where(FromWorker))
        {
            if (attribute is not FunctionAttribute)
            {
                throw Unknown(name, "the method", attribute);
            }
        }

        var triggers = new List<(ParameterInfo Parameter, TriggerBindingAttribute Trigger)>();
        foreach (var parameter in method.GetParameters())
        {
            foreach (var attribute in parameter.GetCustomAttributes().Where(FromWorker))
            {
                if (!KnownTriggers.Contains(attribute.GetType()))
                {
                    throw Unknown(name, $"parameter '{parameter.Name}'", attribute);
                }

                triggers.Add((parameter, (TriggerBindingAttribute)attribute));
            }
        }

        if (triggers.Count != 1)
        {
            throw new LocalHostException($"Function {name} has {triggers.Count} triggers, expected one.");
        }

        var (triggerParameter, trigger) = triggers[0];
        CheckResult(name, method, trigger);
        return new FunctionDescriptor
        {
            Name = name,
            Method = method,
            Trigger = trigger,
            TriggerParameter = triggerParameter,
            Parameters = [.. method.GetParameters().Select(parameter => ParameterBinding.For(name, trigger, triggerParameter, parameter))],
        };
    }

    private static void CheckResult(string name, MethodInfo method, TriggerBindingAttribute trigger)
    {
        var result = method.ReturnType;
        var known = trigger is HttpTriggerAttribute
            ? result == typeof(Task<IResult>) || result == typeof(IResult)
            : result == typeof(Task) || result == typeof(void);
        if (!known)
        {
            throw new LocalHostException($"Function {name} returns {result}; LocalHost knows {(trigger is HttpTriggerAttribute ? "IResult and Task<IResult>" : "void and Task")} here.");
        }
    }

    private static bool FromWorker(Attribute attribute) =>
        attribute is BindingAttribute || attribute.GetType().Namespace?.StartsWith(WorkerNamespace, StringComparison.Ordinal) == true;

    private static LocalHostException Unknown(string function, string place, Attribute attribute) =>
        new($"Function {function}: LocalHost does not know the binding [{attribute.GetType().Name}] on {place}.");
}
