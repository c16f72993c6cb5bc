import { RedisError } from "../store.js";
import type { MemoryReply } from "./command.js";
import { fengari, type LuaState } from "./fengari.js";
import { fromLua, pop, push, readArguments, toLua } from "./lua-values.js";

const { lua, lauxlib, lualib } = fengari;

/** How long a script may keep the whole server waiting. */
const patienceMs = 5_000;
const instructionsBetweenLooks = 100_000;
const tooLong = toLua("Script ran too long");

/** What Lua 5.1 and Redis have and Lua 5.3 has not; and, as in Redis, no new globals and no files. */
const prelude = `
  unpack, loadstring, math.pow = table.unpack, load, function(x, y) return x ^ y end
  local floor, ceil = math.floor, math.ceil
  math.floor = function(x) return floor(x) + 0 end
  math.ceil = function(x) return ceil(x) + 0 end
  dofile, loadfile, print, require = nil, nil, nil, nil
  redis.error_reply = function(text) return { err = text } end
  redis.status_reply = function(text) return { ok = text } end
  redis.log = function() end
  redis.LOG_DEBUG, redis.LOG_VERBOSE, redis.LOG_NOTICE, redis.LOG_WARNING = 0, 1, 2, 3
  KEYS, ARGV = {}, {}
  setmetatable(_G, {
    __newindex = function(_, name) error("Script attempted to access nonexistent global variable '" .. tostring(name) .. "'", 2) end,
    __index = function(_, name) error("Script attempted to access nonexistent global variable '" .. tostring(name) .. "'", 2) end,
  })
`;

/** Runs scripts in one Lua machine; `call` is what `redis.call` reaches. */
export class LuaMachine {
  readonly #state: LuaState = lauxlib.luaL_newstate();
  readonly #compiled = new Map<string, number>();
  #deadline = 0;

  constructor(call: (command: string[]) => MemoryReply) {
    const state = this.#state;
    lauxlib.luaL_requiref(state, toLua("_G"), lualib.luaopen_base, true);
    lauxlib.luaL_requiref(state, toLua("table"), lualib.luaopen_table, true);
    lauxlib.luaL_requiref(state, toLua("string"), lualib.luaopen_string, true);
    lauxlib.luaL_requiref(state, toLua("math"), lualib.luaopen_math, true);
    lua.lua_settop(state, 0);
    exposeRedis(state, call);
    lauxlib.luaL_loadbuffer(state, toLua(prelude), null, toLua("@prelude"));
    lua.lua_call(state, 0, 0);
    const hook = (running: LuaState) =>
      Date.now() > this.#deadline ? lauxlib.luaL_error(running, tooLong) : 0;
    lua.lua_sethook(state, hook, lua.LUA_MASKCOUNT, instructionsBetweenLooks);
  }

  /** Checks the grammar; throws what Redis would. */
  compile(source: string): void {
    this.#reference(source);
  }

  run(source: string, keys: string[], args: string[]): MemoryReply {
    const state = this.#state;
    const reference = this.#reference(source);
    this.#setGlobal("KEYS", keys);
    this.#setGlobal("ARGV", args);
    this.#deadline = Date.now() + patienceMs;
    lua.lua_rawgeti(state, lua.LUA_REGISTRYINDEX, reference);
    const hasFailed = lua.lua_pcall(state, 0, 1, 0) !== 0;
    const outcome = pop(state);
    lua.lua_settop(state, 0);
    if (!hasFailed) return outcome;
    throw outcome instanceof RedisError ? outcome : new RedisError(`ERR ${String(outcome)}`);
  }

  #reference(source: string): number {
    const known = this.#compiled.get(source);
    if (known !== undefined) return known;
    // Left in place of the shebang, the line break keeps the line numbers of error messages right.
    const text = source.replace(/^#![^\n]*/, "");
    if (lauxlib.luaL_loadbuffer(this.#state, toLua(text), null, toLua("@user_script")) !== 0) {
      const message = fromLua(lua.lua_tostring(this.#state, -1));
      lua.lua_settop(this.#state, 0);
      throw new RedisError(`ERR Error compiling script (new function): ${message}`);
    }
    const reference = lauxlib.luaL_ref(this.#state, lua.LUA_REGISTRYINDEX);
    this.#compiled.set(source, reference);
    return reference;
  }

  #setGlobal(name: string, values: string[]): void {
    push(this.#state, values);
    lua.lua_setglobal(this.#state, toLua(name));
  }
}

function exposeRedis(state: LuaState, call: (command: string[]) => MemoryReply): void {
  lua.lua_createtable(state, 0, 2);
  for (const name of ["call", "pcall"]) {
    lua.lua_pushstring(state, toLua(name));
    lua.lua_pushcfunction(state, (running) => callRedis(running, call, name === "pcall"));
    lua.lua_rawset(state, -3);
  }
  lua.lua_setglobal(state, toLua("redis"));
}

function callRedis(state: LuaState, call: (command: string[]) => MemoryReply, isProtected: boolean): number {
  const reply = attempt(() => call(readArguments(state)));
  push(state, reply);
  return reply instanceof RedisError && !isProtected ? lua.lua_error(state) : 1;
}

function attempt(run: () => MemoryReply): MemoryReply {
  try {
    return run();
  } catch (error) {
    if (error instanceof RedisError) return error;
    throw error;
  }
}
