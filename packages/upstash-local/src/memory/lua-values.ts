import { RedisError } from "../store.js";
import { type MemoryReply, Status } from "./command.js";
import { fengari, type LuaState } from "./fengari.js";

const { lua } = fengari;

export const toLua = (text: string) => Buffer.from(text, "latin1");
export const fromLua = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/** Puts a reply on the stack as Redis would: nil is false, a status or an error a table with one field. */
export function push(state: LuaState, reply: MemoryReply): void {
  if (reply === null) lua.lua_pushboolean(state, false);
  else if (typeof reply === "number") lua.lua_pushnumber(state, reply);
  else if (typeof reply === "string") lua.lua_pushstring(state, toLua(reply));
  else if (reply instanceof Status) pushField(state, "ok", reply.text);
  else if (reply instanceof RedisError) pushField(state, "err", reply.message);
  else if (Buffer.isBuffer(reply)) lua.lua_pushstring(state, reply);
  else pushList(state, reply);
}

function pushList(state: LuaState, items: MemoryReply[]): void {
  lua.lua_createtable(state, items.length, 0);
  for (const [index, item] of items.entries()) {
    push(state, item);
    lua.lua_rawseti(state, -2, index + 1);
  }
}

function pushField(state: LuaState, name: string, text: string): void {
  lua.lua_createtable(state, 0, 1);
  lua.lua_pushstring(state, toLua(name));
  lua.lua_pushstring(state, toLua(text));
  lua.lua_rawset(state, -3);
}

/** Takes the top of the stack as a reply: numbers lose their fraction, a list ends before its first nil. */
export function pop(state: LuaState): MemoryReply {
  const reply = readTop(state);
  lua.lua_pop(state, 1);
  return reply;
}

function readTop(state: LuaState): MemoryReply {
  switch (lua.lua_type(state, -1)) {
    case lua.LUA_TSTRING:
      return fromLua(lua.lua_tostring(state, -1));
    case lua.LUA_TNUMBER:
      return Math.trunc(lua.lua_tonumber(state, -1));
    case lua.LUA_TBOOLEAN:
      return lua.lua_toboolean(state, -1) ? 1 : null;
    case lua.LUA_TTABLE:
      return readTable(state);
    default:
      return null;
  }
}

function readTable(state: LuaState): MemoryReply {
  const error = readField(state, "err");
  if (error !== null) return new RedisError(error);
  const status = readField(state, "ok");
  if (status !== null) return new Status(status);
  const items: MemoryReply[] = [];
  for (let position = 1; ; position++) {
    const type = lua.lua_rawgeti(state, -1, position);
    const item = pop(state);
    if (type === lua.LUA_TNIL) return items.map((entry) => (entry instanceof Status ? entry.text : entry));
    items.push(item);
  }
}

function readField(state: LuaState, name: string): string | null {
  lua.lua_pushstring(state, toLua(name));
  lua.lua_rawget(state, -2);
  const text = lua.lua_type(state, -1) === lua.LUA_TSTRING ? fromLua(lua.lua_tostring(state, -1)) : null;
  lua.lua_pop(state, 1);
  return text;
}

/** The arguments of `redis.call`, numbers written with 17 digits as Redis does. */
export function readArguments(state: LuaState): string[] {
  return Array.from({ length: lua.lua_gettop(state) }, (_, index) => {
    const type = lua.lua_type(state, index + 1);
    if (type === lua.LUA_TNUMBER) return formatNumber(lua.lua_tonumber(state, index + 1));
    if (type === lua.LUA_TSTRING) return fromLua(lua.lua_tostring(state, index + 1));
    throw new RedisError("ERR Lua redis lib command arguments must be strings or integers");
  });
}

function formatNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  const digits = value.toPrecision(17);
  return digits.includes("e") ? String(value) : digits.replace(/\.?0+$/, "");
}
